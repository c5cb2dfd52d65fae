package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.RelaysInbound;

class JettyRelaysIT extends RelaysInbound {
  JettyRelaysIT() {
    super(new JettyServer());
  }
}
