package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.testing.EnforcesInbound;

class UndertowEnforcesIT extends EnforcesInbound {
  UndertowEnforcesIT() {
    super(new UndertowServer());
  }
}
