package io.tokenrelay.instrumentation.reactor;

import io.tokenrelay.instrumentation.spi.Relay;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/**
 * What all the operators of one subscription carry: the snapshot of the thread that subscribed, or
 * none. Kept in the Reactor context, which Reactor hands upstream and to inner publishers.
 */
final class Chain {
  private static final Chain OF_NOBODY = new Chain(null);

  /** Seen by an application that looks at its context; tells nothing. */
  private static final Object KEY =
      new Object() {
        @Override
        public String toString() {
          return "tokenrelay";
        }
      };

  /** What {@link #open} answers where the thread carries the same already. */
  private static final Object OPEN = new Object();

  private final @Nullable Object snapshot;

  private Chain(@Nullable Object snapshot) {
    this.snapshot = snapshot;
  }

  /** The chain that a subscriber belongs to; null when it begins one. */
  static @Nullable Chain of(Context context) {
    Object chain = context.getOrDefault(KEY, null);
    return chain instanceof Chain ? (Chain) chain : null;
  }

  /**
   * The chain that a subscriber begins now, on this thread. Whoever connects a source that many
   * subscribers share does not lend it a token.
   */
  static Chain begunBy(CoreSubscriber<?> subscriber) {
    Object snapshot = Relay.snapshot();
    return snapshot == null || Shared.KNOWN.get(subscriber.getClass())
        ? OF_NOBODY
        : new Chain(snapshot);
  }

  Context in(Context context) {
    return context.put(KEY, this);
  }

  /**
   * Opens it on this thread, whomever that serves, unless it is open there; hand the result to
   * {@link #close}.
   */
  @Nullable Object open() {
    return Relay.snapshot() == snapshot ? OPEN : Relay.openTask(snapshot);
  }

  void close(@Nullable Object previous) {
    if (previous != OPEN) {
      Relay.closeTask(previous);
    }
  }

  @Override
  public String toString() {
    return snapshot == null ? "nobody" : "a caller";
  }
}
