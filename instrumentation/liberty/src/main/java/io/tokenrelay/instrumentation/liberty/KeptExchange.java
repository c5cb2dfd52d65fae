package io.tokenrelay.instrumentation.liberty;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.PerObject;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import org.jspecify.annotations.Nullable;

/**
 * A request's exchange, kept with the container's own request object, whatever the application has
 * wrapped around it; and exposed to the application as request attributes.
 *
 * <p>The container reuses its request objects: the exchange is removed when a request is over
 * ({@link FinishAdvice}), and one that is found when a request begins counts only if this thread is
 * already serving it.
 */
final class KeptExchange {
  private static final PerObject<Exchange> KEPT = new PerObject<>();

  private KeptExchange() {}

  /** The exchange of this dispatch; receives the request if this is its first. */
  static Exchange of(LibertyRequest request) {
    Exchange kept = KEPT.get(request.original());
    if (!request.isFirstDispatch()) {
      return Relay.kept(kept);
    }
    if (kept != null && kept == Relay.exchange()) {
      return kept;
    }
    Exchange received = Relay.inbound().receive(request);
    KEPT.set(request.original(), received.isOfNobody() ? null : received);
    if (received.snapshot() != null) {
      show(received, request);
    }
    return received;
  }

  /**
   * Resumes a request that was received before, whoever the thread works for.
   *
   * @param original the container's own request object
   * @return what to hand to {@link Relay#resume}; null if the thread is already serving it
   */
  static @Nullable Object reenter(@Nullable Object original) {
    return Relay.reenterUnlessServing(Relay.kept(original == null ? null : KEPT.get(original)));
  }

  /**
   * The rejection of a request, or null.
   *
   * @param original the container's own request object
   */
  static @Nullable Rejection rejectionOf(Object original) {
    Exchange kept = KEPT.get(original);
    return kept == null ? null : kept.rejection();
  }

  /** Forgets and returns the exchange of a request that is over; null if it had none. */
  static @Nullable Exchange forget(Object original) {
    Exchange kept = KEPT.get(original);
    if (kept != null) {
      KEPT.set(original, null);
    }
    return kept;
  }

  private static void show(Exchange exchange, LibertyRequest request) {
    try {
      request.attribute(Exchange.ATTRIBUTE, exchange);
      Object identity = exchange.identity();
      if (identity != null) {
        request.attribute(Exchange.IDENTITY_ATTRIBUTE, identity);
      }
    } catch (RuntimeException ofAListener) {
      // An application's attribute listener threw; the request still keeps its token.
    }
  }
}
