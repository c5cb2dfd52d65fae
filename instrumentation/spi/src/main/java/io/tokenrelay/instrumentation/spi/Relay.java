package io.tokenrelay.instrumentation.spi;

import io.tokenrelay.bootstrap.Carried;
import io.tokenrelay.bootstrap.Carrier;
import java.util.List;
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
  public static Object suspend(Exchange exchange) {
    return Carrier.suspend(exchange, exchange.snapshot());
  }

  /** Goes on with what the thread did before {@link #suspend}. */
  public static void resume(Object suspended) {
    Carrier.resume(suspended);
  }

  /** Takes everything off the thread: where a server's thread is done with a request. */
  public static void clear() {
    Carrier.clear();
  }

  /**
   * A task that carries what this thread carries, nothing included, to whichever thread runs it.
   * For tasks that a request hands to a pool of its server; each makes an object.
   */
  public static Runnable carried(Runnable task) {
    return Carried.wrapAlways(task);
  }

  /** The same for a task with a result, which stays as it is where the thread carries nothing. */
  public static <V> Callable<V> carried(Callable<V> task) {
    return Carried.wrap(task);
  }

  /**
   * A task as the JDK's own executors capture it, for a library's executor that begins each task
   * with nothing: the task itself when this thread carries nothing, when the task has captured
   * already (a {@code FutureTask}), and when it belongs to nobody (a drain loop).
   */
  public static Runnable captured(Runnable task) {
    return Carried.wrap(task);
  }

  /** What to look for in a pool's queue to find a task there, captured or not. */
  public static Runnable sought(Runnable task) {
    return Carried.toRemove(task);
  }

  /** Puts the application's own tasks back in place of captured ones. */
  public static void release(List<Runnable> tasks) {
    Carried.unwrapAll(tasks);
  }
}
