package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.ServesHttp2;

class Jetty12WithHttp2IT extends ServesHttp2 {
  private final JettyServer jetty = new JettyServer();

  @Override
  protected Class<?> libraryClass() {
    return jetty.servletType();
  }

  @Override
  protected int startServer() throws Exception {
    return jetty.start();
  }

  @Override
  protected void stopServer() throws Exception {
    jetty.stop();
  }
}
