package io.tokenrelay.instrumentation.servlet;

import io.tokenrelay.instrumentation.testing.ServesRequests;
import io.tokenrelay.instrumentation.testing.TestServer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/**
 * The test application in an embedded Jetty, of whichever version is on the class path: what is
 * called here has the same descriptors in Jetty 7 to 11, the rest is called by reflection.
 */
final class JettyServer implements TestServer {
  private static final int REQUEST_DISPATCHES = 1;

  private final Server server = new Server(0);

  @Override
  public Class<?> libraryClass() {
    return Server.class;
  }

  @Override
  public int start() throws Exception {
    String application =
        isJakarta() ? ServesRequests.JAKARTA_APPLICATION : ServesRequests.JAVAX_APPLICATION;
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/");
    ServletHolder servlet = context.addServlet(application, "/*");
    context.addServlet(ServesRequests.lazyServlet(), "/lazy");
    FilterHolder filter = new FilterHolder();
    filter.setClassName(application);
    context.getServletHandler().addFilterWithMapping(filter, "/*", REQUEST_DISPATCHES);
    if (isAsync()) {
      call(servlet, "setAsyncSupported", boolean.class, true);
      call(filter, "setAsyncSupported", boolean.class, true);
    }
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(409, ServesRequests.ERROR_PAGE);
    errors.addErrorPage(500, ServesRequests.ERROR_PAGE);
    call(context, "setErrorHandler", ErrorHandler.class, errors);
    server.setHandler(context);
    server.start();
    Connector connector = server.getConnectors()[0];
    return (Integer) connector.getClass().getMethod("getLocalPort").invoke(connector);
  }

  @Override
  public void stop() throws Exception {
    server.stop();
  }

  /** Servlet 2.5 has no asynchronous requests. */
  static boolean isAsync() {
    return isJakarta() || has("javax/servlet/AsyncContext.class");
  }

  private static boolean isJakarta() {
    return has("jakarta/servlet/Servlet.class");
  }

  private static boolean has(String resource) {
    return JettyServer.class.getClassLoader().getResource(resource) != null;
  }

  private static void call(Object target, String method, Class<?> type, Object value)
      throws ReflectiveOperationException {
    target.getClass().getMethod(method, type).invoke(target, value);
  }
}
