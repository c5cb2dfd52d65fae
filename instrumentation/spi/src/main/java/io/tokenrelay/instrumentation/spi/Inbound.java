package io.tokenrelay.instrumentation.spi;

/**
 * Where a server's advice hands over each request that arrives. Reached through {@link
 * Relay#inbound()}.
 */
public interface Inbound {
  /**
   * Looks for a token and verifies it, at most once for a request: the caller keeps what it gets
   * for every later dispatch of the same request. Never throws. Does not touch the current thread's
   * context.
   */
  Exchange receive(ServerRequest request);

  /**
   * Whether {@link #receive} may wait for somebody, or compute for long: for a server whose threads
   * must do neither. Where it may not, the request brings nothing that has to be verified.
   */
  default boolean mayWait(ServerRequest request) {
    return true;
  }

  /**
   * The exchange of a request that was received and carries nothing. Servers do not keep it with
   * the request, since that costs an allocation; a later dispatch of such a request asks here
   * instead of being received again.
   */
  default Exchange nobody() {
    return Absent.EXCHANGE;
  }

  /**
   * The exchange of a request that could not be received, since the server's advice failed: a
   * rejection where tokens are enforced, else that of {@link #nobody}. Counts and logs the failure.
   * Never throws.
   */
  default Exchange failed(Throwable failure) {
    return nobody();
  }

  /** Whether requests may be rejected: then nothing of ours that fails may let one in. */
  default boolean isEnforcing() {
    return false;
  }
}
