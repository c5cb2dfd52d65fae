package io.tokenrelay.instrumentation.spi;

import io.tokenrelay.bootstrap.Carrier;
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
}
