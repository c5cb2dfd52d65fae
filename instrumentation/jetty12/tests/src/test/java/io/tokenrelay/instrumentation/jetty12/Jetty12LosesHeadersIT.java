package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.LosesHeaders;

class Jetty12LosesHeadersIT extends LosesHeaders {
  Jetty12LosesHeadersIT() {
    super(new JettyServer());
  }
}
