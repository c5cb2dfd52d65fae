package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.RelaysInbound;

class Jetty12RelaysIT extends RelaysInbound {
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
