package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.ReleasesApplications;

class Jetty12ReleasesIT extends ReleasesApplications {
  Jetty12ReleasesIT() {
    super(new JettyServer());
  }
}
