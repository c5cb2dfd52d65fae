package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every request that carries nothing: one object for all of them, so that they allocate nothing;
 * and one for all that are rejected because of an error in the agent, which may be that memory has
 * run out.
 */
final class AnonymousExchange implements Exchange {
  private final Counters counters;
  private final @Nullable Rejection rejection;

  AnonymousExchange(Counters counters) {
    this(counters, null);
  }

  AnonymousExchange(Counters counters, @Nullable Rejection rejection) {
    this.counters = counters;
    this.rejection = rejection;
  }

  /**
   * Since one object stands for many requests, a leftover may look like an outer dispatch of this
   * one; but such a request carries nothing at any depth, so any snapshot is cleared.
   */
  @Override
  public void enter() {
    boolean leftover = Carrier.enter(this, null);
    if (Carrier.snapshot() != null) {
      Carrier.swap(null);
      leftover = true;
    }
    if (leftover) {
      counters.count(Event.LEFTOVER_CLEARED);
    }
  }

  @Override
  public void exit() {
    Carrier.exit(this);
  }

  @Override
  public void completed() {}

  @Override
  public @Nullable Rejection rejection() {
    return rejection;
  }

  @Override
  public @Nullable Object snapshot() {
    return null;
  }

  @Override
  public @Nullable Map<String, String> identity() {
    return null;
  }
}
