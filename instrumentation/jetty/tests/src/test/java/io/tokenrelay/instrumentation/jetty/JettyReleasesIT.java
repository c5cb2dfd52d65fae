package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.ReleasesApplications;

class JettyReleasesIT extends ReleasesApplications {
  JettyReleasesIT() {
    super(new JettyServer());
  }
}
