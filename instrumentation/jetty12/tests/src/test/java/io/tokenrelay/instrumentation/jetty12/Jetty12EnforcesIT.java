package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.testing.EnforcesInbound;
import io.tokenrelay.instrumentation.testing.JettyServer;

class Jetty12EnforcesIT extends EnforcesInbound {
  Jetty12EnforcesIT() {
    super(new JettyServer());
  }
}
