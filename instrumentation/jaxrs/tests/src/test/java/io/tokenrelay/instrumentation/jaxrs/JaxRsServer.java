package io.tokenrelay.instrumentation.jaxrs;

import io.tokenrelay.instrumentation.testing.TestServer;
import java.io.File;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/**
 * JAX-RS in an embedded Tomcat, javax or jakarta, by whichever implementation is on the class path.
 */
final class JaxRsServer implements TestServer {
  private final Implementation library = Implementation.underTest();
  private final Tomcat tomcat = new Tomcat();

  @Override
  public Class<?> libraryClass() {
    return library.asynchronousResponse();
  }

  @Override
  public int start() throws Exception {
    File folder = Files.createTempDirectory("tomcat").toFile();
    folder.deleteOnExit();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", folder.getPath());
    Wrapper servlet = Tomcat.addServlet(context, "jaxrs", library.servlet);
    servlet.addInitParameter(library.resources, Implementation.resource());
    servlet.setAsyncSupported(true);
    servlet.setLoadOnStartup(1);
    servlet.addMapping("/*");
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void stop() throws Exception {
    tomcat.stop();
  }
}
