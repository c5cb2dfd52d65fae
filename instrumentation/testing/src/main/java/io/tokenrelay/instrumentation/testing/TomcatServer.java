package io.tokenrelay.instrumentation.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Valve;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Request;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/**
 * The test application in an embedded Tomcat, of whichever version is on the class path: what is
 * called here has the same descriptors in Tomcat 7.0.26 to 11.
 */
public final class TomcatServer implements DeployingServer {
  private final Tomcat tomcat = new Tomcat();
  private @Nullable Context deployed;
  private @Nullable MutualTls tls;

  @Override
  public Class<?> libraryClass() {
    return Request.class;
  }

  /** Lets it speak TLS, and ask its clients for a certificate. */
  public TomcatServer over(MutualTls tls) {
    this.tls = tls;
    return this;
  }

  /** Adds a valve that each request passes before it reaches an application. */
  public TomcatServer with(Valve valve) {
    tomcat.getHost().getPipeline().addValve(valve);
    return this;
  }

  @Override
  public int start() throws IOException, LifecycleException {
    File folder = prepare();
    Context context = tomcat.addContext("", folder.getPath());
    context.addApplicationListener(ServesRequests.application());
    addErrorPages(context);
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  /**
   * Starts it with one servlet, and answers its port.
   *
   * @param parameters of its configuration
   */
  public int start(String servlet, String mapping, Map<String, String> parameters)
      throws IOException, LifecycleException {
    Context context = tomcat.addContext("", prepare().getPath());
    Wrapper wrapper = Tomcat.addServlet(context, "servlet", servlet);
    parameters.forEach(wrapper::addInitParameter);
    wrapper.setAsyncSupported(true);
    wrapper.setLoadOnStartup(1);
    wrapper.addMapping(mapping);
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public int startEmpty() throws IOException, LifecycleException {
    prepare();
    tomcat.getHost(); // is made when it is asked for
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public ClassLoader deploy(String contextPath, File folder) {
    Context context = new StandardContext();
    context.setName(contextPath);
    context.setPath(contextPath);
    context.setDocBase(folder.getPath());
    context.addLifecycleListener(new Tomcat.FixContextListener());
    context.addApplicationListener(ServesRequests.application());
    addErrorPages(context);
    tomcat.getHost().addChild(context); // which starts it
    deployed = context;
    return context.getLoader().getClassLoader();
  }

  @Override
  public void undeploy() {
    tomcat.getHost().removeChild(deployed);
    deployed = null;
  }

  /** Until all of its threads have left the requests that they served. */
  public void awaitIdle() {
    Executor executor = tomcat.getConnector().getProtocolHandler().getExecutor();
    long start = System.nanoTime();
    while (active(executor) > 0) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(60)) {
        throw new IllegalStateException("Tomcat still serves requests after 60 s");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** Of the JDK's or of Tomcat's own {@code ThreadPoolExecutor}. */
  private static int active(Executor executor) {
    try {
      return (int) executor.getClass().getMethod("getActiveCount").invoke(executor);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private File prepare() throws IOException {
    File folder = Files.createTempDirectory("tomcat").toFile();
    folder.deleteOnExit();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxThreads", "32");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    if (tls != null) {
      TomcatTls.on(tomcat.getConnector(), tls);
    }
    return folder;
  }

  @Override
  public void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  /** Tomcat 8 has moved the type. */
  private static void addErrorPages(Context context) {
    try {
      Class<?> type;
      try {
        type = Class.forName("org.apache.tomcat.util.descriptor.web.ErrorPage");
      } catch (ClassNotFoundException tomcat7) {
        type = Class.forName("org.apache.catalina.deploy.ErrorPage");
      }
      for (int status : new int[] {409, 500}) {
        Object errorPage = type.getConstructor().newInstance();
        type.getMethod("setErrorCode", int.class).invoke(errorPage, status);
        type.getMethod("setLocation", String.class).invoke(errorPage, ServesRequests.ERROR_PAGE);
        Context.class.getMethod("addErrorPage", type).invoke(context, errorPage);
      }
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
