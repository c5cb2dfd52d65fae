package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.testing.RelaysInbound;

class UndertowRelaysIT extends RelaysInbound {
  UndertowRelaysIT() {
    super(new UndertowServer());
  }
}
