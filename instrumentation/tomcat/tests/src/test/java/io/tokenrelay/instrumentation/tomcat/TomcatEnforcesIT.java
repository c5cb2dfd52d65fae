package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.testing.EnforcesInbound;
import io.tokenrelay.instrumentation.testing.TomcatServer;
import org.apache.catalina.connector.Request;

class TomcatEnforcesIT extends EnforcesInbound {
  private final TomcatServer tomcat = new TomcatServer();

  @Override
  protected Class<?> libraryClass() {
    return Request.class;
  }

  @Override
  protected int startServer() throws Exception {
    return tomcat.start();
  }

  @Override
  protected void stopServer() throws Exception {
    tomcat.stop();
  }
}
