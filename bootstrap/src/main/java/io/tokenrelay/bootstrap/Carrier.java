package io.tokenrelay.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * What the current thread carries: the snapshot of the identity it works for, or none.
 *
 * <p>Lives in the boot loader; called by woven JDK classes through {@link Carried}, and by advice.
 * One mutable {@link Worker} per thread, reached through an ordinary {@link ThreadLocal}: switching
 * a field costs a tenth of {@code set} and {@code remove}. Never an {@code InheritableThreadLocal}:
 * a pool thread would keep the token of the request that happened to start it.
 */
public final class Carrier {
  private static final ThreadLocal<Worker> THREAD =
      new ThreadLocal<Worker>() {
        @Override
        protected Worker initialValue() {
          return Handed.any() ? StartedTask.worker(Thread.currentThread()) : new Worker();
        }
      };

  /** What a thread that carries nothing hands to {@link #resume}. */
  private static final Worker EMPTY = new Worker();

  private Carrier() {}

  /** This thread, as it was left. */
  static Worker thread() {
    return THREAD.get();
  }

  /** This thread, brought up to date: another thread may have found that its work serves others. */
  static Worker current() {
    Worker worker = THREAD.get();
    Object snapshot = worker.snapshot;
    if (snapshot instanceof Strand && ((Strand) snapshot).servesOthers()) {
      worker.forfeit();
    }
    return worker;
  }

  /** The snapshot of the request that work started here belongs to; null for nobody. */
  public static @Nullable Object snapshot() {
    return current().snapshot;
  }

  /** Whether this is the request's own thread, or one that a framework lends it. */
  public static boolean isOfRequest() {
    return THREAD.get().ofRequest;
  }

  /** The exchange whose request this thread is serving; null outside a request. */
  public static @Nullable Object exchange() {
    return THREAD.get().exchange;
  }

  /**
   * The exchange that everything on this thread must belong to: the one it is serving, unless the
   * thread is lent to a task of another request right now (a pool runs a refused task on its
   * caller's thread, or a thread that waits for a task runs it itself); then null.
   */
  public static @Nullable Object soleExchange() {
    Worker worker = THREAD.get();
    return worker.tasks == 0 ? worker.exchange : null;
  }

  /**
   * What the task on this thread has lost because it began to serve others; null while it has not.
   * If the work continues in further pieces, they have lost it, too.
   */
  public static @Nullable Object forfeited() {
    return current().forfeited;
  }

  /**
   * Begins to serve an exchange on this thread. A nested dispatch of the same exchange only adds a
   * level; anything else found here is left over from earlier work and is dropped.
   *
   * @return whether a leftover was dropped
   */
  public static boolean enter(Object exchange, @Nullable Object snapshot) {
    Worker worker = THREAD.get();
    if (worker.exchange == exchange && worker.depth > 0) {
      worker.depth++;
      return false;
    }
    boolean leftover = worker.snapshot != null || worker.exchange != null;
    worker.take(exchange, snapshot, 1);
    worker.tasks = 0; // even if the server runs the request as a task
    return leftover;
  }

  /**
   * Ends what {@link #enter} began. Leaving the outermost level, or an exchange not entered here,
   * empties the thread.
   */
  public static void exit(Object exchange) {
    Worker worker = THREAD.get();
    if (worker.exchange == exchange && --worker.depth > 0) {
      return;
    }
    worker.take(null, null, 0);
  }

  /**
   * Serves another part of a request that was received before, on a thread that may be in the
   * middle of something else: one request may well end another's wait.
   *
   * @return what to hand to {@link #resume} when the part is over
   */
  public static Object reenter(Object exchange, @Nullable Object snapshot) {
    Worker worker = THREAD.get();
    Worker before = EMPTY;
    if (worker.exchange != null
        || worker.snapshot != null
        || worker.tasks != 0
        || worker.forfeited != null) {
      before = new Worker();
      before.takeAllOf(worker);
    }
    worker.take(exchange, snapshot, 1);
    worker.tasks = 0;
    return before;
  }

  /** Restores what {@link #reenter} found, whatever is on the thread now. */
  public static void resume(Object suspended) {
    THREAD.get().takeAllOf((Worker) suspended);
  }

  /** Takes everything off the thread; a task that runs on it still closes itself. */
  public static void clear() {
    THREAD.get().take(null, null, 0);
  }

  /**
   * Opens a snapshot on this thread and returns the one to hand back when the work is done. Opens
   * nothing in a task that already serves others.
   */
  public static @Nullable Object swap(@Nullable Object snapshot) {
    Worker worker = current();
    Object previous = worker.snapshot;
    if (snapshot == null && worker.forfeited != null && worker.isIdle()) {
      worker.forfeited = null; // a call on a client's thread has ended; it was no task
    }
    worker.snapshot = worker.forfeited == null ? snapshot : null;
    return previous;
  }

  /**
   * Opens the snapshot of a task that begins here, on a thread that may be serving somebody else's
   * request; {@link #closeTask} follows.
   */
  public static @Nullable Object openTask(@Nullable Object snapshot) {
    return THREAD.get().open(snapshot, false, null);
  }

  /** The same for a task whose class is known, or that a framework runs for its request. */
  static @Nullable Object openTask(@Nullable Object snapshot, boolean ofRequest, Class<?> task) {
    return THREAD.get().open(snapshot, ofRequest, task);
  }

  /** Restores what the thread did before {@link #openTask}. */
  public static void closeTask(@Nullable Object previous) {
    THREAD.get().close(previous);
  }
}
