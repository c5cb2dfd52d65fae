package io.tokenrelay.instrumentation.reactor;

import io.tokenrelay.instrumentation.spi.Relay;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * What all the operators of one subscription carry: the snapshot of the thread that subscribed, or
 * none. Kept in the Reactor context, which Reactor hands upstream and to inner publishers.
 */
final class Chain {
  static final Chain OF_NOBODY = new Chain(null, false, Beginning.By.OPERATOR);

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

  /** Volatile: a chain whose work takes from a queue serves others, and loses it. */
  private volatile @Nullable Object snapshot;

  /** Whether it may go on by itself, while the request's own thread does something else. */
  private final boolean goesOn;

  private final Beginning.By by;

  /** The thread that hangs it on a source of one value at the moment. */
  private volatile @Nullable Thread hanging;

  /** The thread that hangs it, next, on a source that nobody but itself feeds. */
  private volatile @Nullable Thread feeding;

  private Chain(@Nullable Object snapshot, boolean goesOn, Beginning.By by) {
    this.snapshot = snapshot;
    this.goesOn = goesOn;
    this.by = by;
  }

  /** The chain that a subscriber belongs to; null when it begins one. */
  static @Nullable Chain of(Context context) {
    Object chain = context.getOrDefault(KEY, null);
    return chain instanceof Chain ? (Chain) chain : null;
  }

  /** The chain that a subscriber begins now, on this thread. */
  static Chain begunBy(Object subscriber) {
    if (Relay.snapshot() == null) {
      return OF_NOBODY;
    }
    Object last = Junction.lastBelow(subscriber);
    Beginning.By by = Beginning.by(last);
    Object snapshot = snapshotFor(last, by);
    return snapshot == null ? OF_NOBODY : new Chain(snapshot, by.goesOn(), by);
  }

  private static @Nullable Object snapshotFor(Object last, Beginning.By by) {
    switch (by) {
      case APPLICATION:
        return Relay.snapshotFor(last);
      case KEEPING:
        return Relay.snapshotForFuture(last);
      default:
        return Relay.snapshot();
    }
  }

  /** From here, on this thread, it is hung on a source of one value; false if it is already. */
  boolean beginsToHangOnOneValue() {
    if (hanging != null) {
      return false;
    }
    hanging = Thread.currentThread();
    return true;
  }

  /** It has been hung there. */
  void hangsOnOneValue() {
    hanging = null;
  }

  /** The next source that it is hung on, from here, on this thread, is fed by itself alone. */
  void feedsTheNextItself() {
    if (goesOn && snapshot != null) {
      feeding = Thread.currentThread();
    }
  }

  /**
   * It hangs on a source that others feed, as often as they like: what they give it is done for
   * them. Whoever waits for it on the request's own thread has it for himself all the same.
   *
   * @param subscriber of that source
   */
  void isFedByOthers(Object subscriber) {
    Thread mine = Thread.currentThread();
    if (feeding == mine) {
      feeding = null;
    } else if (goesOn && snapshot != null && hanging != mine) {
      snapshot = Relay.snapshotForPieces(Junction.allBelow(subscriber));
      if (snapshot == null && by == Beginning.By.PULLING) {
        Relay.servesOthers(subscriber.getClass());
      }
    }
  }

  /** A context as it was written, in the chain that it was written below; null to leave it. */
  static @Nullable Context keptIn(Context written, Context below) {
    Chain chain = of(below);
    if (chain == null) {
      return without(written);
    }
    return of(written) == chain ? null : chain.in(written);
  }

  /** A context that belongs to no chain; null to leave it. */
  static @Nullable Context without(Context context) {
    return of(context) == null ? null : context.delete(KEY);
  }

  Context in(Context context) {
    return context.put(KEY, this);
  }

  /**
   * Opens it on this thread, whomever that serves, unless it is open there; hand the result to
   * {@link #close}.
   */
  @Nullable Object open() {
    Object carried = Relay.snapshot();
    if (carried == null) {
      dropWhatIsForfeited();
    }
    Object mine = snapshot;
    return carried == mine ? OPEN : Relay.openTask(mine);
  }

  void close(@Nullable Object previous) {
    if (previous != OPEN) {
      if (Relay.snapshot() == null) {
        dropWhatIsForfeited();
      }
      Relay.closeTask(previous);
    }
  }

  /** What one of its signals has lost on this thread, the next ones have lost as well. */
  private void dropWhatIsForfeited() {
    Object mine = snapshot;
    if (mine != null && Relay.hasForfeited(mine)) {
      snapshot = null;
    }
  }

  /** The same, to be closed by {@link Opened#close}; null where it is open already. */
  @Nullable Opened opened() {
    Object previous = open();
    return previous == OPEN ? null : new Opened(this, previous);
  }

  /** A chain that is open on this thread, and what the thread did before. */
  static final class Opened {
    private final Chain chain;
    private final @Nullable Object previous;

    private Opened(Chain chain, @Nullable Object previous) {
      this.chain = chain;
      this.previous = previous;
    }

    void close() {
      chain.close(previous);
    }
  }

  @Override
  public String toString() {
    return snapshot == null ? "nobody" : "a caller";
  }
}
