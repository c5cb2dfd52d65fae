package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.ServesHttp2;

class JettyWithHttp2IT extends ServesHttp2 {
  JettyWithHttp2IT() {
    super(new JettyServer());
  }
}
