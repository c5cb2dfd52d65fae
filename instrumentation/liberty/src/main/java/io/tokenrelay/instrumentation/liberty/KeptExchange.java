package io.tokenrelay.instrumentation.liberty;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.PerObject;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.Relay;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of a request, kept by the container's own request object, whatever the application
 * has wrapped around it; and shown to the application as request attributes.
 *
 * <p>The container uses its request objects again: what is kept goes when a request is over ({@link
 * FinishAdvice}), and what is found when one begins counts only if this thread is at it already.
 */
final class KeptExchange {
  private static final PerObject<Exchange> KEPT = new PerObject<>();

  private KeptExchange() {}

  /** The exchange of this dispatch; receives the request if it is the first one. */
  static Exchange of(LibertyRequest request) {
    Exchange kept = KEPT.get(request.original());
    if (!request.isFirstDispatch()) {
      return kept == null ? Relay.inbound().nobody() : kept;
    }
    if (kept != null && kept == Relay.exchange()) {
      return kept;
    }
    Exchange received = Relay.inbound().receive(request);
    KEPT.set(request.original(), isWorthKeeping(received) ? received : null);
    if (received.snapshot() != null) {
      show(received, request);
    }
    return received;
  }

  /**
   * Goes on with a request that has been received, whoever the thread works for.
   *
   * @param original the container's own request object
   * @return what to hand to {@link Relay#resume}; null when the thread is at it already
   */
  static @Nullable Object suspend(@Nullable Object original) {
    Exchange kept = original == null ? null : KEPT.get(original);
    Exchange exchange = kept == null ? Relay.inbound().nobody() : kept;
    return Relay.exchange() == exchange ? null : Relay.reenter(exchange);
  }

  /**
   * Why a request was rejected, or null.
   *
   * @param original the container's own request object
   */
  static @Nullable Rejection rejectionOf(Object original) {
    Exchange kept = KEPT.get(original);
    return kept == null ? null : kept.rejection();
  }

  /** Forgets the exchange of a request that is over; null when it had none. */
  static @Nullable Exchange forget(Object original) {
    Exchange kept = KEPT.get(original);
    if (kept != null) {
      KEPT.set(original, null);
    }
    return kept;
  }

  /** A request that carries nothing is not kept: it would cost an allocation. */
  private static boolean isWorthKeeping(Exchange exchange) {
    return exchange.snapshot() != null || exchange.rejection() != null;
  }

  private static void show(Exchange exchange, LibertyRequest request) {
    try {
      request.attribute(Exchange.ATTRIBUTE, exchange);
      Object identity = exchange.identity();
      if (identity != null) {
        request.attribute(Exchange.IDENTITY_ATTRIBUTE, identity);
      }
    } catch (RuntimeException ofAListener) {
      // The application may listen to attributes; the request goes on with its token.
    }
  }
}
