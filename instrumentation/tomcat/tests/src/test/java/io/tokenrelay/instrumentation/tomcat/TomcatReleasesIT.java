package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.testing.ReleasesApplications;
import io.tokenrelay.instrumentation.testing.TomcatServer;

class TomcatReleasesIT extends ReleasesApplications {
  TomcatReleasesIT() {
    super(new TomcatServer());
  }
}
