package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.testing.LosesHeaders;
import io.tokenrelay.instrumentation.testing.TomcatServer;

class TomcatLosesHeadersIT extends LosesHeaders {
  TomcatLosesHeadersIT() {
    super(new TomcatServer());
  }
}
