package io.tokenrelay.instrumentation.spring;

import io.tokenrelay.instrumentation.testing.TestServer;
import java.io.File;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Spring MVC in an embedded Tomcat, javax or jakarta: everything that differs is named in strings.
 */
final class SpringServer implements TestServer {
  private final Tomcat tomcat = new Tomcat();

  @Override
  public Class<?> libraryClass() {
    return DispatcherServlet.class;
  }

  @Override
  public int start() throws Exception {
    File folder = Files.createTempDirectory("tomcat").toFile();
    folder.deleteOnExit();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxThreads", "32");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", folder.getPath());
    Wrapper servlet =
        Tomcat.addServlet(context, "spring", "org.springframework.web.servlet.DispatcherServlet");
    servlet.addInitParameter(
        "contextClass",
        "org.springframework.web.context.support.AnnotationConfigWebApplicationContext");
    servlet.addInitParameter("contextConfigLocation", Application.class.getName());
    servlet.setAsyncSupported(true);
    servlet.setLoadOnStartup(1);
    servlet.addMapping("/");
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }
}
