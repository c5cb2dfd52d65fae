package io.tokenrelay.instrumentation.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/**
 * The test application in an embedded Tomcat, of whichever version is on the class path: what is
 * called here has the same descriptors in Tomcat 7.0.26 to 11.
 */
public final class TomcatServer {
  private final Tomcat tomcat = new Tomcat();

  /** Starts it and answers its port. */
  public int start() throws IOException, LifecycleException {
    File folder = Files.createTempDirectory("tomcat").toFile();
    folder.deleteOnExit();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxThreads", "32");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", folder.getPath());
    context.addApplicationListener(
        isJakarta() ? ServesRequests.JAKARTA_APPLICATION : ServesRequests.JAVAX_APPLICATION);
    addErrorPages(context);
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  public void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  private static boolean isJakarta() {
    return TomcatServer.class.getClassLoader().getResource("jakarta/servlet/Servlet.class") != null;
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
