package io.tokenrelay.instrumentation.spi;

import io.tokenrelay.bootstrap.Carried;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.bootstrap.Ownership;
import io.tokenrelay.bootstrap.Ports;
import io.tokenrelay.bootstrap.Queues;
import io.tokenrelay.bootstrap.Strand;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The running agent, as advice sees it. Until the agent has started, it sees no token and relays
 * nothing.
 */
public final class Relay {
  private static volatile Inbound inbound = Absent.INBOUND;
  private static volatile Outbound outbound = Absent.OUTBOUND;

  private Relay() {}

  /** Called by the agent when it starts. */
  public static void install(Inbound inbound, Outbound outbound) {
    Relay.inbound = inbound;
    Relay.outbound = outbound;
  }

  public static Inbound inbound() {
    return inbound;
  }

  public static Outbound outbound() {
    return outbound;
  }

  /**
   * The exchange that this thread is serving, begun by the innermost {@link Exchange#enter()}; null
   * outside a request.
   */
  public static @Nullable Exchange exchange() {
    Object exchange = Carrier.exchange();
    return exchange instanceof Exchange ? (Exchange) exchange : null;
  }

  /**
   * What a call created now on this thread carries, wherever it runs; null for nothing. Opaque:
   * keep it with the call ({@link PerObject}) and pass it to {@link Outbound#relay}.
   */
  public static @Nullable Object snapshot() {
    return Carrier.snapshot();
  }

  /**
   * Opens a snapshot on this thread, null included.
   *
   * @return what to hand to the next {@code open}, in a finally block, when the work is done
   */
  public static @Nullable Object open(@Nullable Object snapshot) {
    return Carrier.swap(snapshot);
  }

  /**
   * Opens a snapshot, null included, for a task that belongs to it, such as a client's callback, on
   * a thread that may be serving somebody else. Unlike after {@link #open}, the task's calls do not
   * count as calls of the request that the thread is serving.
   *
   * @return what to hand to {@link #closeTask}, in a finally block, when the task is over
   */
  public static @Nullable Object openTask(@Nullable Object snapshot) {
    return Carrier.openTask(snapshot);
  }

  /**
   * Whether the task on this thread has lost its right to this snapshot because it took from a
   * queue and serves others. A library whose work continues in several pieces must not open it
   * again.
   */
  public static boolean hasForfeited(Object snapshot) {
    Object forfeited = Carrier.forfeited();
    return forfeited != null && areOfOne(forfeited, snapshot);
  }

  /**
   * Whether two snapshots are of the same request, whatever work carries them; null is nobody's.
   */
  public static boolean areOfOne(@Nullable Object one, @Nullable Object other) {
    return Strand.whole(one) == Strand.whole(other);
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

  /** Restores what the thread did before {@link #openTask}. */
  public static void closeTask(@Nullable Object previous) {
    Carrier.closeTask(previous);
  }

  /**
   * The same as {@link #openTask} and {@link #closeTask}, for a block: {@code try (Scope scope =
   * Relay.as(snapshot)) {..}}.
   */
  public static Scope as(@Nullable Object snapshot) {
    return Scope.task(snapshot);
  }

  /** The same as {@link #reenter} and {@link #resume}, for a block. */
  public static Scope serving(Exchange exchange) {
    return Scope.serving(exchange);
  }

  /**
   * Serves another part of a request that was received before: an asynchronous dispatch, a
   * listener. Unlike {@link Exchange#enter()}, this may happen on a thread that works for somebody
   * else.
   *
   * @return what to hand to {@link #resume}, in a finally block, when the part is over
   */
  public static Object reenter(Exchange exchange) {
    return Carrier.reenter(exchange, exchange.snapshot());
  }

  /**
   * The same where a server may call one such part from within another.
   *
   * @return what to hand to {@link #resume}; null when this thread serves the exchange already
   */
  public static @Nullable Object reenterUnlessServing(Exchange exchange) {
    return exchange() == exchange ? null : reenter(exchange);
  }

  /** Restores what the thread did before {@link #reenter}; null changes nothing. */
  public static void resume(@Nullable Object suspended) {
    if (suspended != null) {
      Carrier.resume(suspended);
    }
  }

  /**
   * The exchange that a server kept with a request, or that of nobody, which need not be kept.
   *
   * @param found what lies where the exchange would
   */
  public static Exchange kept(@Nullable Object found) {
    return found instanceof Exchange ? (Exchange) found : inbound.nobody();
  }

  /**
   * Counts and logs what went wrong in code of ours that a library calls: a listener, a call, an
   * interceptor. The only way to report it; what an advice throws itself is reported by the method
   * that it is woven into. Never throws.
   */
  public static void failed(Throwable failure) {
    TokenRelay.suppressed(failure);
  }

  /**
   * Reports that a socket other than the JDK's is about to listen.
   *
   * @param socket has {@code isOpen()} and {@code localAddress()}
   */
  public static void opensPort(Object socket) {
    Ports.opens(socket);
  }

  /** Takes everything off the thread, when a server's thread is done with a request. */
  public static void clear() {
    Carrier.clear();
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

  /** Whether this is a request's own thread, or one that a framework lends it. */
  public static boolean isOfRequest() {
    return Carrier.isOfRequest();
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

  /** Ends what {@link #schedules} began. */
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
