package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.LosesHeaders;

class JettyLosesHeadersIT extends LosesHeaders {
  JettyLosesHeadersIT() {
    super(new JettyServer());
  }
}
