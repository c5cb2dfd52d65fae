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
 * The running agent, as advice sees it. Before the agent has started it sees no token and relays
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
   * The exchange whose request this thread is serving, null outside a request: the one that the
   * innermost {@link Exchange#enter()} began.
   */
  public static @Nullable Exchange exchange() {
    Object exchange = Carrier.exchange();
    return exchange instanceof Exchange ? (Exchange) exchange : null;
  }

  /**
   * What a call created now, on this thread, is to carry wherever it runs; null for nothing.
   * Opaque: keep it with the call ({@link PerObject}) and hand it to {@link Outbound#relay}.
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
   * Opens a snapshot, null included, for a task that belongs to it and that this thread is lent to,
   * whomever it serves: the callback of a client's call. Unlike after {@link #open}, the task's
   * calls are not taken for those of the request that the thread is serving.
   *
   * @return what to hand to {@link #closeTask}, in a finally block, when the task is over
   */
  public static @Nullable Object openTask(@Nullable Object snapshot) {
    return Carrier.openTask(snapshot);
  }

  /**
   * Whether the task on this thread has lost what the snapshot stands for, since it has taken from
   * a queue and serves others. A library whose work goes on in several pieces is not to open it
   * again.
   */
  public static boolean hasForfeited(Object snapshot) {
    Object forfeited = Carrier.forfeited();
    return forfeited != null && areOfOne(forfeited, snapshot);
  }

  /** Whether two snapshots are of one request, whatever work carries them; null for nobody's. */
  public static boolean areOfOne(@Nullable Object one, @Nullable Object other) {
    return Strand.whole(one) == Strand.whole(other);
  }

  /**
   * The work on this thread waits for what others give it, by means of a library. The request's own
   * thread may.
   *
   * @param means the library's class, for the log
   */
  public static void servesOthers(Class<?> means) {
    Queues.servesOthers(means);
  }

  /** Goes on with what the thread did before {@link #openTask}. */
  public static void closeTask(@Nullable Object previous) {
    Carrier.closeTask(previous);
  }

  /**
   * Serves another part of a request that has been received: an asynchronous dispatch, a listener.
   * Unlike {@link Exchange#enter()}, it may happen on a thread that works for somebody else.
   *
   * @return what to hand to {@link #resume}, in a finally block, when the part is over
   */
  public static Object reenter(Exchange exchange) {
    return Carrier.reenter(exchange, exchange.snapshot());
  }

  /** Goes on with what the thread did before {@link #reenter}. */
  public static void resume(Object suspended) {
    Carrier.resume(suspended);
  }

  /**
   * A socket is about to listen which is none of the JDK's.
   *
   * @param socket has {@code isOpen()} and {@code localAddress()}
   */
  public static void opensPort(Object socket) {
    Ports.opens(socket);
  }

  /** Takes everything off the thread: where a server's thread is done with a request. */
  public static void clear() {
    Carrier.clear();
  }

  /**
   * An object through which the request of this thread is answered has been constructed: from now
   * on a task that holds it is that request's work, whoever's pool it is handed to. Only for
   * objects that answer one request and are thrown away; a server's request and response serve
   * others later.
   */
  public static void answeredThrough(Object response) {
    Ownership.answeredThrough(response);
  }

  /**
   * A task that a server runs for the request which is answered through the given object, as the
   * request's own thread would run it; with nothing where this thread works for another request.
   */
  public static Runnable forRequest(Object response, Runnable task) {
    return Carried.forRequest(response, task);
  }

  /**
   * What a piece of work that is no task of the JDK's carries, a subscriber or a coroutine, when it
   * is handed over by this thread: nothing, unless something in it tells whose it is.
   */
  public static @Nullable Object snapshotFor(Object work) {
    return Ownership.ofHandedWork(work);
  }

  /**
   * The same for work in several pieces, of which the first with something of the application's in
   * it tells by what name it is known.
   */
  public static @Nullable Object snapshotForPieces(Object[] pieces) {
    return Ownership.ofHandedPieces(pieces);
  }

  /**
   * The same for what somebody keeps as a future, and that goes on while this thread does something
   * else: a chain, a coroutine.
   *
   * @param work what it is known by in the log
   */
  public static @Nullable Object snapshotForFuture(Object work) {
    return Ownership.ofKeptWork(work);
  }

  /** Whether this is a request's own thread, or one that a framework runs for it. */
  public static boolean isOfRequest() {
    return Carrier.isOfRequest();
  }

  /** What work with a value carries, which its creator waits for or hands on. */
  public static @Nullable Object snapshotForValue(Object work) {
    return Ownership.ofWorkWithValue(work);
  }

  /**
   * Whether a callback that this thread hands over is known to be somebody else's work, whoever
   * makes the call: it has come out of a queue in this request. It is to run with nothing.
   */
  public static boolean isOthers(Object callback) {
    return Ownership.isOthers(callback);
  }

  /**
   * A task that an instrumentation knows to be the work of whom this thread works for, nobody
   * included.
   */
  public static Runnable known(Runnable task) {
    return Carried.known(task);
  }

  /**
   * The same for one whose owner has been judged.
   *
   * @param snapshot what it runs with, and nothing else; null for nothing
   */
  public static Runnable known(Runnable task, @Nullable Object snapshot) {
    return Carried.known(task, snapshot);
  }

  /** Work with a value, which its creator waits for or hands on: it is its creator's. */
  public static <V> Callable<V> captured(Callable<V> task) {
    return Carried.wrap(task);
  }

  /**
   * Work without a value: its creator's if the request's own thread makes it of what it has at
   * hand; else the task as it is, which is to run with nothing.
   */
  public static Runnable captured(Runnable task) {
    return Carried.wrap(task);
  }

  /** A stage of a computation with a value, in the shape of a {@code Runnable}. */
  public static Runnable capturedStage(Runnable stage) {
    return Carried.wrapStage(stage);
  }

  /** Work without a value in a library's wrapper: the function inside says whose it is. */
  public static Runnable capturedAround(Runnable wrapper, Object function) {
    return Carried.wrapAround(wrapper, function);
  }

  /** What is captured from here, until {@link #scheduled}, runs later: it is nobody's. */
  public static void schedules() {
    Carried.schedulesOnce();
  }

  /** Ends what {@link #schedules} began. */
  public static void scheduled() {
    Carried.scheduled();
  }

  /**
   * A task that is handed to an executor which never shows it again: the task as it is, which is to
   * run with nothing, unless something in it tells whose it is.
   */
  public static Runnable handed(Runnable task) {
    return Carried.wrapHanded(task);
  }

  /**
   * A task is handed to a pool that keeps it where the application may find it again: it stays as
   * it is, and what is known of it is kept beside it until it {@link #begins}.
   *
   * @return what the pool is to keep
   */
  public static Runnable handedOver(Runnable task) {
    return Carried.handed(task);
  }

  /**
   * A pool's thread begins with a task: it carries what is known of that task, and nothing else.
   * {@link #ended} follows it.
   */
  public static void begins(Runnable task) {
    Carried.begin(task);
  }

  /** The task that {@link #begins} is over; its thread carries nothing. */
  public static void ended() {
    Carried.end();
  }
}
