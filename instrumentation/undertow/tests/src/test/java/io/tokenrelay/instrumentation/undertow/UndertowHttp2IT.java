package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.testing.ServesHttp2;

class UndertowHttp2IT extends ServesHttp2 {
  UndertowHttp2IT() {
    super(new UndertowServer());
  }
}
