package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.testing.RelaysInbound;
import io.undertow.servlet.api.DeploymentInfo;

class UndertowRelaysIT extends RelaysInbound {
  private final UndertowServer undertow = new UndertowServer();

  @Override
  protected Class<?> libraryClass() {
    return DeploymentInfo.class;
  }

  @Override
  protected int startServer() throws Exception {
    return undertow.start();
  }

  @Override
  protected void stopServer() {
    undertow.stop();
  }
}
