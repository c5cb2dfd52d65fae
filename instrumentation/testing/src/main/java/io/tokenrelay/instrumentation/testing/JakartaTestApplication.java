package io.tokenrelay.instrumentation.testing;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@link TestApplication} on {@code jakarta.servlet}: its servlet, its filter and what registers
 * them.
 */
public final class JakartaTestApplication extends HttpServlet
    implements Filter, ServletContextListener {
  private static final long serialVersionUID = 1;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Registration.register(event.getServletContext());
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    TestApplication.stop();
  }

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    TestApplication.filter(headersOf((HttpServletRequest) request));
    chain.doFilter(request, response);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      TestApplication.serve(new ServedByJakarta(request, response));
    } catch (IOException | ServletException | RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new ServletException(failure);
    }
  }

  private static Map<String, List<String>> headersOf(HttpServletRequest request) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
    }
    return headers;
  }

  /** Apart, since servlet 2.5 has none of these types. */
  private static final class Registration {
    static void register(ServletContext context) {
      ServletRegistration.Dynamic servlet =
          context.addServlet("application", JakartaTestApplication.class);
      servlet.setAsyncSupported(true);
      servlet.addMapping("/*");
      context.addServlet("lazy", JakartaLazyServlet.class).addMapping("/lazy");
      FilterRegistration.Dynamic filter = context.addFilter("filter", JakartaTestApplication.class);
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }
  }

  private static final class ServedByJakarta implements Served {
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    ServedByJakarta(HttpServletRequest request, HttpServletResponse response) {
      this.request = request;
      this.response = response;
    }

    @Override
    public String path() {
      Object included = request.getAttribute("jakarta.servlet.include.path_info");
      return included != null ? (String) included : request.getPathInfo();
    }

    @Override
    public String parameter(String name) {
      return request.getParameter(name);
    }

    @Override
    public @Nullable Object attribute(String name) {
      return request.getAttribute(name);
    }

    @Override
    public Map<String, List<String>> headers() {
      return headersOf(request);
    }

    @Override
    public String principal() {
      Principal principal = request.getUserPrincipal();
      String name = principal == null ? "nobody" : principal.getName();
      String user = request.getRemoteUser() == null ? "nobody" : request.getRemoteUser();
      return name.equals(user) && !request.isUserInRole("user") ? name : name + '/' + user;
    }

    @Override
    public void write(String text) throws IOException {
      response.getWriter().write(text);
    }

    @Override
    public void forward(String path) throws Exception {
      request.getRequestDispatcher(path).forward(request, response);
    }

    @Override
    public void include(String path) throws Exception {
      request.getRequestDispatcher(path).include(request, response);
    }

    @Override
    public void sendError(int status) throws IOException {
      response.sendError(status);
    }

    @Override
    public void dispatchLater(String path) {
      request.startAsync().dispatch(path);
    }

    @Override
    public void startLater(Runnable work) {
      AsyncContext async = request.startAsync();
      async.start(
          () -> {
            work.run();
            async.complete();
          });
    }

    @Override
    public void completeLater(Runnable work) {
      AsyncContext async = request.startAsync();
      TestApplication.THREADS.execute(
          () -> {
            work.run();
            async.complete();
          });
    }

    @Override
    public void timeOut(Runnable work) {
      JakartaListeners.time(request, work);
    }

    @Override
    public void timeOutInto(String path) {
      JakartaListeners.time(request, path);
    }

    @Override
    public void failLater(Runnable work) {
      JakartaListeners.fail(request, work);
    }

    @Override
    public Waiting waitFor(Runnable work) {
      return JakartaListeners.waitFor(request, work);
    }

    @Override
    public void readLater(Runnable work) throws IOException {
      JakartaBodyListeners.read(request, work);
    }

    @Override
    public void writeLater(Supplier<String> text) throws IOException {
      JakartaBodyListeners.write(request, response, text);
    }
  }
}
