package io.tokenrelay.agent.relay.limit;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to know whether a token is good, and what bounds him: asked before anything that costs
 * is done for him, and told afterwards whether it was for nothing. Reads no address before somebody
 * has failed.
 */
public final class Admission {
  /** Nobody's request: nothing bounds it. */
  public static final Admission UNLIMITED = new Admission(null, FailureLimit.NONE);

  private final @Nullable ServerRequest request;
  private final FailureLimit limit;

  private Admission(@Nullable ServerRequest request, FailureLimit limit) {
    this.request = request;
    this.limit = limit;
  }

  /** Of the client of a request, which sends a token. */
  public static Admission of(ServerRequest request, FailureLimit limit) {
    return new Admission(request, limit);
  }

  /** Whether a signature may be checked for him, or an issuer asked, now. */
  public boolean isGranted() {
    return request == null || limit.admits(request);
  }

  /**
   * It was for nothing: signatures are false, or an issuer knows no such token.
   *
   * @param times how many signatures, or questions
   */
  public void failed(int times) {
    if (request != null) {
      limit.failed(request, times);
    }
  }

  /** Who he is, as far as it can be told; null when there is no address to go by. */
  public @Nullable SenderAddress address() {
    return request == null ? null : limit.addressOf(request);
  }
}
