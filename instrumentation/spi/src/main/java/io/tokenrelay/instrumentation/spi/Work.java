package io.tokenrelay.instrumentation.spi;

import io.tokenrelay.bootstrap.Carried;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.bootstrap.Ownership;
import io.tokenrelay.bootstrap.Queues;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Whose the work is that a library takes over, and how it gets there: for the advice of libraries
 * with tasks, stages, subscribers or queues of their own. The JDK's are woven without it.
 */
public final class Work {
  private Work() {}

  /**
   * What a library's own kind of work (a subscriber, a coroutine) carries when this thread hands it
   * over: nothing, unless something in it shows whose it is.
   */
  public static @Nullable Object snapshotFor(Object work) {
    return Ownership.ofHandedWork(work);
  }

  /**
   * The same for work in several pieces; the first with something of the application's in it names
   * it in the log.
   */
  public static @Nullable Object snapshotForPieces(Object[] pieces) {
    return Ownership.ofHandedPieces(pieces);
  }

  /**
   * The same for a chain or coroutine that is kept as a future and goes on while this thread does
   * something else.
   *
   * @param work what names it in the log
   */
  public static @Nullable Object snapshotForFuture(Object work) {
    return Ownership.ofKeptWork(work);
  }

  /** What work with a value carries, since its creator waits for the value or hands it on. */
  public static @Nullable Object snapshotForValue(Object work) {
    return Ownership.ofWorkWithValue(work);
  }

  /**
   * Whether a callback that this thread hands over is known to be somebody else's work, and must
   * run with nothing: it came out of a queue in this request, or holds what another request is
   * answered through.
   */
  public static boolean isOthers(Object callback) {
    return Ownership.isOthers(callback);
  }

  /**
   * Whether the task on this thread has lost its right to this snapshot because it took from a
   * queue and serves others. A library whose work continues in several pieces must not open it
   * again.
   */
  public static boolean hasForfeited(Object snapshot) {
    Object forfeited = Carrier.forfeited();
    return forfeited != null && Relay.areOfOne(forfeited, snapshot);
  }

  /**
   * Reports that the work on this thread waits for others by means of a library. The request's own
   * thread may do so.
   *
   * @param means the library's class that it waits with, for the log
   */
  public static void servesOthers(Class<?> means) {
    Queues.servesOthers(means);
  }

  /**
   * Reports that an object through which this thread's request is answered has been constructed:
   * from now on a task that holds it is that request's work, whichever pool it is handed to. Only
   * for objects that answer one request and are then thrown away; a server reuses its request and
   * response objects.
   */
  public static void answeredThrough(Object response) {
    Ownership.answeredThrough(response);
  }

  /**
   * A task that a server runs for the request that is answered through {@code response}: it runs as
   * on the request's own thread, or with nothing if this thread works for another request.
   */
  public static Runnable forRequest(Object response, Runnable task) {
    return Carried.forRequest(response, task);
  }

  /**
   * A task that an instrumentation knows to belong to whoever this thread works for, nobody
   * included.
   */
  public static Runnable known(Runnable task) {
    return Carried.known(task);
  }

  /**
   * The same for a task whose owner has already been determined.
   *
   * @param snapshot what it runs with; null for nothing
   */
  public static Runnable known(Runnable task, @Nullable Object snapshot) {
    return Carried.known(task, snapshot);
  }

  /** Work with a value: it is its creator's, who waits for the value or hands it on. */
  public static <V> Callable<V> captured(Callable<V> task) {
    return Carried.wrap(task);
  }

  /**
   * Work without a value: its creator's if the request's own thread makes it from what it has at
   * hand; else the task itself, which must run with nothing.
   */
  public static Runnable captured(Runnable task) {
    return Carried.wrap(task);
  }

  /** A stage of a computation with a value, in the shape of a {@code Runnable}. */
  public static Runnable capturedStage(Runnable stage) {
    return Carried.wrapStage(stage);
  }

  /** Work without a value in a library's wrapper; the function inside is what is judged. */
  public static Runnable capturedAround(Runnable wrapper, Object function) {
    return Carried.wrapAround(wrapper, function);
  }

  /** What is captured from here until {@link #scheduled} runs later, and is nobody's. */
  public static void schedules() {
    Carried.schedulesOnce();
  }

  /** What is captured from here until {@link #scheduled} runs periodically, and is nobody's. */
  public static void repeats() {
    Carried.schedulesPeriodically();
  }

  /** Ends what {@link #schedules} or {@link #repeats} began. */
  public static void scheduled() {
    Carried.scheduled();
  }

  /**
   * A task that is handed to an executor that never shows it again: the task itself, which must run
   * with nothing, unless something in it shows whose it is.
   */
  public static Runnable handed(Runnable task) {
    return Carried.wrapHanded(task);
  }

  /**
   * A task is handed to a pool that keeps it where the application may find it again: it is not
   * wrapped, and what we know of it is kept beside it until it {@link #begins}.
   *
   * @return the task for the pool to keep
   */
  public static Runnable handedOver(Runnable task) {
    return Carried.handed(task);
  }

  /**
   * A pool's thread begins a task, and carries what is known of that task and nothing else. {@link
   * #ended} follows.
   */
  public static void begins(Runnable task) {
    Carried.begin(task);
  }

  /** The task that {@link #begins} began is over; its thread carries nothing. */
  public static void ended() {
    Carried.end();
  }
}
