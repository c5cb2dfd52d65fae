package io.tokenrelay.instrumentation.reactor;

import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Work;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * What all the operators of one subscription carry: the snapshot of the thread that subscribed, or
 * none. Kept in the Reactor context, which Reactor hands upstream and to inner publishers.
 */
final class Chain {
  static final Chain OF_NOBODY = new Chain(null, false, Beginning.By.OPERATOR);

  /** An application that prints its context sees this; it reveals nothing. */
  private static final Object KEY =
      new Object() {
        @Override
        public String toString() {
          return "tokenrelay";
        }
      };

  /** What {@link #open} returns if the thread already carries the same. */
  private static final Object OPEN = new Object();

  /** Volatile: a chain whose work takes from a queue serves others, and loses it. */
  private volatile @Nullable Object snapshot;

  /** Whether it may go on by itself, while the request's own thread does something else. */
  private final boolean goesOn;

  private final Beginning.By by;

  /** The thread that is currently subscribing it to a source of one value. */
  private volatile @Nullable Thread hanging;

  /** The thread that subscribes it next to a source that only the chain itself feeds. */
  private volatile @Nullable Thread feeding;

  private Chain(@Nullable Object snapshot, boolean goesOn, Beginning.By by) {
    this.snapshot = snapshot;
    this.goesOn = goesOn;
    this.by = by;
  }

  /** The chain that a subscriber belongs to; null if it begins one. */
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
        return Work.snapshotFor(last);
      case KEEPING:
        return Work.snapshotForFuture(last);
      default:
        return Relay.snapshot();
    }
  }

  /** This thread begins to subscribe it to a source of one value; false if that is already so. */
  boolean beginsToHangOnOneValue() {
    if (hanging != null) {
      return false;
    }
    hanging = Thread.currentThread();
    return true;
  }

  /** It has been subscribed to that source. */
  void hangsOnOneValue() {
    hanging = null;
  }

  /** Only the chain itself feeds the next source that this thread subscribes it to. */
  void feedsTheNextItself() {
    if (goesOn && snapshot != null) {
      feeding = Thread.currentThread();
    }
  }

  /**
   * It has been subscribed to a source that others feed any number of times: its work on their
   * values is theirs. A chain that the request's own thread waits for remains the request's.
   *
   * @param subscriber the subscriber to that source
   */
  void isFedByOthers(Object subscriber) {
    Thread mine = Thread.currentThread();
    if (feeding == mine) {
      feeding = null;
    } else if (goesOn && snapshot != null && hanging != mine) {
      snapshot = Work.snapshotForPieces(Junction.allBelow(subscriber));
      if (snapshot == null && by == Beginning.By.PULLING) {
        Work.servesOthers(subscriber.getClass());
      }
    }
  }

  /** A context that an operator wrote, with the chain of the context below; null to leave it. */
  static @Nullable Context keptIn(Context written, Context below) {
    Chain chain = of(below);
    if (chain == null) {
      return without(written);
    }
    return of(written) == chain ? null : chain.in(written);
  }

  /** A context without its chain; null to leave it. */
  static @Nullable Context without(Context context) {
    return of(context) == null ? null : context.delete(KEY);
  }

  Context in(Context context) {
    return context.put(KEY, this);
  }

  /**
   * Opens it on this thread, whoever that serves, unless it is already open there; hand the result
   * to {@link #close}.
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

  /** What one of its signals lost on this thread, the next ones lose as well. */
  private void dropWhatIsForfeited() {
    Object mine = snapshot;
    if (mine != null && Work.hasForfeited(mine)) {
      snapshot = null;
    }
  }

  /** The same, to be closed by {@link Opened#close}; null if it is already open. */
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
