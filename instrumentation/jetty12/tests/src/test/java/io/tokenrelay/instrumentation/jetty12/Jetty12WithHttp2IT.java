package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.ServesHttp2;

class Jetty12WithHttp2IT extends ServesHttp2 {
  Jetty12WithHttp2IT() {
    super(new JettyServer());
  }
}
