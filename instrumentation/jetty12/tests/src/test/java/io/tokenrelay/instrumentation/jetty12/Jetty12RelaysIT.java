package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.RelaysInbound;

class Jetty12RelaysIT extends RelaysInbound {
  Jetty12RelaysIT() {
    super(new JettyServer());
  }
}
