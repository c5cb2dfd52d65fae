package io.tokenrelay.agent.relay.limit;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a token and its limit on failures: consulted before costly work is done for that
 * sender, and charged afterwards if the work was for nothing. Reads no address until a sender has
 * failed.
 */
public final class Admission {
  /** For no request: unlimited. */
  public static final Admission UNLIMITED = new Admission(null, FailureLimit.NONE);

  private final @Nullable ServerRequest request;
  private final FailureLimit limit;

  private Admission(@Nullable ServerRequest request, FailureLimit limit) {
    this.request = request;
    this.limit = limit;
  }

  /** For the client that sent a request with a token. */
  public static Admission of(ServerRequest request, FailureLimit limit) {
    return new Admission(request, limit);
  }

  /** Whether a signature may be checked for this sender, or an issuer asked, now. */
  public boolean isGranted() {
    return request == null || limit.admits(request);
  }

  /**
   * Charges the sender: signatures were wrong, or an issuer did not know the token.
   *
   * @param times how many signatures, or questions
   */
  public void failed(int times) {
    if (request != null) {
      limit.failed(request, times);
    }
  }

  /** The sender's address, as far as it is known, or null. */
  public @Nullable SenderAddress address() {
    return request == null ? null : limit.addressOf(request);
  }
}
