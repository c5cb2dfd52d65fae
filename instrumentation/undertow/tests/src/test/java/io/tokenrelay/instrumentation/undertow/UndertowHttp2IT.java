package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.testing.ServesHttp2;
import io.undertow.servlet.api.DeploymentInfo;

class UndertowHttp2IT extends ServesHttp2 {
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
