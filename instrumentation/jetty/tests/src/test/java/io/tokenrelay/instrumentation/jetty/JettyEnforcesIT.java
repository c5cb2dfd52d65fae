package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.testing.EnforcesInbound;
import io.tokenrelay.instrumentation.testing.JettyServer;

class JettyEnforcesIT extends EnforcesInbound {
  JettyEnforcesIT() {
    super(new JettyServer());
  }
}
