package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.ServesHttp2;

class JettyWithHttp2IT extends ServesHttp2 {
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
