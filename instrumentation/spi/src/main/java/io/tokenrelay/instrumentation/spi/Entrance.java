package io.tokenrelay.instrumentation.spi;

/**
 * The only way for a server's advice to take a request in. If anything fails here, in an adapter or
 * in the library, the agent decides: where tokens are enforced, the request is rejected (503); in
 * mode {@code observe} it is served without a token.
 *
 * <p>The advice class keeps one object per join point: entering allocates nothing.
 *
 * @param <Q> the server's own request
 */
public abstract class Entrance<Q> {
  /**
   * Returns the exchange that was kept with a request, or receives the request. May throw anything.
   */
  protected abstract Exchange exchange(Q request);

  /** Makes the current thread work for the request; its exchange may be a rejection. */
  public final Exchange enter(Q request) {
    Exchange exchange;
    try {
      exchange = exchange(request);
    } catch (Throwable failure) {
      exchange = Relay.inbound().failed(failure);
    }
    exchange.enter();
    return exchange;
  }
}
