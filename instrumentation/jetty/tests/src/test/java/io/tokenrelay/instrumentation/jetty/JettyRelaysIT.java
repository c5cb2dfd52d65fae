package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.RelaysInbound;

class JettyRelaysIT extends RelaysInbound {
  private final JettyServer jetty = new JettyServer();

  @Override
  protected Class<?> libraryClass() {
    return jetty.type();
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
