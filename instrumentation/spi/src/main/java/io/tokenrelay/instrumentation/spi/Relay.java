package io.tokenrelay.instrumentation.spi;

import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.bootstrap.Ports;
import io.tokenrelay.bootstrap.Strand;
import org.jspecify.annotations.Nullable;

/**
 * The running agent, as advice sees it. Until the agent has started, it sees no token and relays
 * nothing. What concerns the tasks that a library takes over is in {@link Work}.
 */
public final class Relay {
  private static volatile Inbound inbound = Absent.AGENT;
  private static volatile Outbound outbound = Absent.AGENT;

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

  /** Whether this is a request's own thread, or one that a framework lends it. */
  public static boolean isOfRequest() {
    return Carrier.isOfRequest();
  }

  /**
   * What a call created now on this thread carries, wherever it runs; null for nothing. Opaque:
   * keep it with the call ({@link PerObject}) and pass it to {@link Outbound#relay}.
   */
  public static @Nullable Object snapshot() {
    return Carrier.snapshot();
  }

  /**
   * Whether two snapshots are of the same request, whatever work carries them; null is nobody's.
   */
  public static boolean areOfOne(@Nullable Object one, @Nullable Object other) {
    return Strand.whole(one) == Strand.whole(other);
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
   * @return what to hand to {@link #resume}; null when this thread serves the exchange already, and
   *     is not in the middle of work for others ({@code beginsWithNothing})
   */
  public static @Nullable Object reenterUnlessServing(Exchange exchange) {
    boolean serves = exchange() == exchange && areOfOne(snapshot(), exchange.snapshot());
    return serves ? null : reenter(exchange);
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
}
