package io.tokenrelay.instrumentation.spi;

/**
 * Where a server's advice hands over each request that arrives. Reached through {@link
 * Relay#inbound()}.
 */
public interface Inbound {
  /**
   * Looks for a token and verifies it. Call it once per request, and keep the result for every
   * later dispatch of the request. Never throws. Does not touch the current thread's context.
   */
  Exchange receive(ServerRequest request);

  /**
   * Whether {@link #receive} may wait or compute for long, for a server whose threads must do
   * neither. False if the request has nothing to verify.
   */
  default boolean mayWait(ServerRequest request) {
    return true;
  }

  /**
   * The exchange of a request that was received and carries nothing. Servers do not keep it with
   * the request, which would cost an allocation; a later dispatch of such a request gets it here
   * instead of being received again.
   */
  default Exchange nobody() {
    return Absent.AGENT;
  }

  /**
   * The exchange of a request that could not be received because the server's advice failed: a
   * rejection where tokens are enforced, else {@link #nobody}. Counts and logs the failure. Never
   * throws.
   */
  default Exchange failed(Throwable failure) {
    return nobody();
  }

  /**
   * Whether headers are taken off requests that may not bring them ({@link ServerRequest#remove}):
   * if so, nothing of an application may see a request that has not been received.
   */
  default boolean removesHeaders() {
    return false;
  }

  /** Whether requests may be rejected: if so, no failure of ours may let one in. */
  default boolean isEnforcing() {
    return false;
  }
}
