package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.testing.EnforcesInbound;
import io.tokenrelay.instrumentation.testing.TomcatServer;

class TomcatEnforcesIT extends EnforcesInbound {
  TomcatEnforcesIT() {
    super(new TomcatServer());
  }
}
