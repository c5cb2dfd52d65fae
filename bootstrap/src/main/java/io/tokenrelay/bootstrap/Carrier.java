package io.tokenrelay.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * What the current thread carries: the snapshot of the identity it works for, or none.
 *
 * <p>Lives in the boot loader; called by woven JDK classes through {@link Carried}, and by advice.
 * One mutable holder per thread, reached through an ordinary {@link ThreadLocal}: switching a field
 * costs a tenth of {@code set} and {@code remove}. Never an {@code InheritableThreadLocal}: a pool
 * thread would keep the token of the request that happened to start it.
 */
public final class Carrier {
  private static final ThreadLocal<Carrier> THREAD =
      new ThreadLocal<Carrier>() {
        @Override
        protected Carrier initialValue() {
          return new Carrier();
        }
      };

  /** What a thread that carries nothing hands to {@link #resume}. */
  private static final Carrier EMPTY = new Carrier();

  private @Nullable Object snapshot;
  private @Nullable Object exchange;
  private int depth;
  private int tasks;

  private Carrier() {}

  /** The snapshot that work started here belongs to; null when it belongs to nobody. */
  public static @Nullable Object snapshot() {
    return THREAD.get().snapshot;
  }

  /** The exchange whose request this thread is serving; null outside a request. */
  public static @Nullable Object exchange() {
    return THREAD.get().exchange;
  }

  /** Opens a snapshot on this thread and returns the one to hand back when the work is done. */
  public static @Nullable Object swap(@Nullable Object snapshot) {
    Carrier carrier = THREAD.get();
    Object previous = carrier.snapshot;
    carrier.snapshot = snapshot;
    return previous;
  }

  /**
   * Opens the snapshot of a task that begins here, on a thread that may serve a request of somebody
   * else; {@link #closeTask} follows it.
   */
  public static @Nullable Object openTask(@Nullable Object snapshot) {
    Carrier carrier = THREAD.get();
    Object previous = carrier.snapshot;
    carrier.snapshot = snapshot;
    carrier.tasks++;
    return previous;
  }

  public static void closeTask(@Nullable Object previous) {
    Carrier carrier = THREAD.get();
    carrier.snapshot = previous;
    if (carrier.tasks > 0) { // else a request has begun on the thread since
      carrier.tasks--;
    }
  }

  /**
   * The exchange that everything on this thread has to belong to: the one it is serving, unless it
   * is lent to a task of another request at the moment (a pool that runs what it refuses on its
   * caller's thread, or a thread that waits for a task and runs it itself).
   */
  public static @Nullable Object undivided() {
    Carrier carrier = THREAD.get();
    return carrier.tasks == 0 ? carrier.exchange : null;
  }

  /**
   * Begins to serve an exchange on this thread. A nested dispatch of the same exchange only goes
   * one level deeper; anything else found here is a leftover of earlier work and is dropped.
   *
   * @return whether a leftover was dropped
   */
  public static boolean enter(Object exchange, @Nullable Object snapshot) {
    Carrier carrier = THREAD.get();
    if (carrier.exchange == exchange && carrier.depth > 0) {
      carrier.depth++;
      return false;
    }
    boolean leftover = carrier.snapshot != null || carrier.exchange != null;
    carrier.take(exchange, snapshot, 1);
    carrier.tasks = 0; // what a server runs as a task is a request all the same
    return leftover;
  }

  /**
   * Ends what {@link #enter} began. Leaving the outermost level, or an exchange not entered here,
   * empties the thread.
   */
  public static void exit(Object exchange) {
    Carrier carrier = THREAD.get();
    if (carrier.exchange == exchange && --carrier.depth > 0) {
      return;
    }
    carrier.exchange = null;
    carrier.snapshot = null;
    carrier.depth = 0;
  }

  /**
   * Serves another part of a request that has been received before, on a thread that may be in the
   * middle of something else: one request may well end another's wait.
   *
   * @return what to hand to {@link #resume} when the part is over
   */
  public static Object suspend(Object exchange, @Nullable Object snapshot) {
    Carrier carrier = THREAD.get();
    Carrier before = EMPTY;
    if (carrier.exchange != null || carrier.snapshot != null || carrier.tasks != 0) {
      before = new Carrier();
      before.take(carrier.exchange, carrier.snapshot, carrier.depth);
      before.tasks = carrier.tasks;
    }
    carrier.take(exchange, snapshot, 1);
    carrier.tasks = 0;
    return before;
  }

  /** Goes on with what {@link #suspend} found, whatever has been left on the thread since. */
  public static void resume(Object suspended) {
    Carrier before = (Carrier) suspended;
    Carrier carrier = THREAD.get();
    carrier.take(before.exchange, before.snapshot, before.depth);
    carrier.tasks = before.tasks;
  }

  /** Takes everything off the thread; a task that runs on it still ends by itself. */
  public static void clear() {
    THREAD.get().take(null, null, 0);
  }

  private void take(@Nullable Object exchange, @Nullable Object snapshot, int depth) {
    this.exchange = exchange;
    this.snapshot = snapshot;
    this.depth = depth;
  }
}
