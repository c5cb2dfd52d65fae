package io.tokenrelay.agent.relay.limit;

import io.tokenrelay.instrumentation.spi.ServerRequest;

/** Who has sent a token, as far as it matters to verifying it; {@link FailureLimit} knows more. */
public final class Sender {
  private final ServerRequest request;

  private Sender(ServerRequest request) {
    this.request = request;
  }

  public static Sender of(ServerRequest request) {
    return new Sender(request);
  }

  ServerRequest request() {
    return request;
  }
}
