package io.tokenrelay.instrumentation.undertow;

import io.tokenrelay.instrumentation.testing.LosesHeaders;

class UndertowLosesHeadersIT extends LosesHeaders {
  UndertowLosesHeadersIT() {
    super(new UndertowServer());
  }
}
