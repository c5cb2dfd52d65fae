package io.tokenrelay.instrumentation.spi;

/**
 * The one way in which a server's advice takes a request in. Whatever fails on it, in an adapter or
 * in the library, is decided by the agent: where tokens are enforced such a request is rejected
 * (503), in mode {@code observe} it is served without a token.
 *
 * <p>One object for each join point, kept by the advice class: entering allocates nothing.
 *
 * @param <Q> the server's own request
 */
public abstract class Entrance<Q> {
  /** Finds the exchange that was kept with a request, or receives it. May throw anything. */
  protected abstract Exchange exchange(Q request);

  /** Lets the current thread work for the request; its exchange may be a rejection. */
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
