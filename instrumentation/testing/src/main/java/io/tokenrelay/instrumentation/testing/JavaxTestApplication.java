package io.tokenrelay.instrumentation.testing;

import java.io.IOException;
import java.util.EnumSet;
import java.util.function.Supplier;
import javax.servlet.AsyncContext;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletException;
import javax.servlet.ServletRegistration;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * {@link TestApplication} on {@code javax.servlet}: its servlet, its filter and what registers
 * them.
 */
public final class JavaxTestApplication extends HttpServlet
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
    TestApplication.filter();
    chain.doFilter(request, response);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      TestApplication.serve(new ServedByJavax(request, response));
    } catch (IOException | ServletException | RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new ServletException(failure);
    }
  }

  /** Apart, since servlet 2.5 has none of these types. */
  private static final class Registration {
    static void register(ServletContext context) {
      ServletRegistration.Dynamic servlet =
          context.addServlet("application", JavaxTestApplication.class);
      servlet.setAsyncSupported(true);
      servlet.addMapping("/*");
      context.addServlet("lazy", JavaxLazyServlet.class).addMapping("/lazy");
      FilterRegistration.Dynamic filter = context.addFilter("filter", JavaxTestApplication.class);
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }
  }

  private static final class ServedByJavax implements Served {
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    ServedByJavax(HttpServletRequest request, HttpServletResponse response) {
      this.request = request;
      this.response = response;
    }

    @Override
    public String path() {
      Object included = request.getAttribute("javax.servlet.include.path_info");
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
      JavaxListeners.time(request, work);
    }

    @Override
    public void timeOutInto(String path) {
      JavaxListeners.time(request, path);
    }

    @Override
    public void failLater(Runnable work) {
      JavaxListeners.fail(request, work);
    }

    @Override
    public Waiting waitFor(Runnable work) {
      return JavaxListeners.waitFor(request, work);
    }

    @Override
    public void readLater(Runnable work) throws IOException {
      JavaxBodyListeners.read(request, work);
    }

    @Override
    public void writeLater(Supplier<String> text) throws IOException {
      JavaxBodyListeners.write(request, response, text);
    }
  }
}
