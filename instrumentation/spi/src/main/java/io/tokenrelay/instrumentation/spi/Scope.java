package io.tokenrelay.instrumentation.spi;

import io.tokenrelay.bootstrap.Carrier;
import org.jspecify.annotations.Nullable;

/**
 * A block of code that works for somebody else than its thread does: {@code try (Scope scope =
 * Relay.as(snapshot)) {..}}. For wrappers around what a library calls; advice, whose beginning and
 * end are two methods, opens and closes by {@link Relay#openTask} and {@link Relay#reenter}.
 *
 * <p>Costs no allocation once the JVM has compiled the block.
 */
public final class Scope implements AutoCloseable {
  private final @Nullable Object before;
  private final boolean isTask;

  private Scope(@Nullable Object before, boolean isTask) {
    this.before = before;
    this.isTask = isTask;
  }

  static Scope task(@Nullable Object snapshot) {
    return new Scope(Carrier.openTask(snapshot), true);
  }

  static Scope serving(Exchange exchange) {
    return new Scope(Carrier.reenter(exchange, exchange.snapshot()), false);
  }

  @Override
  public void close() {
    if (isTask) {
      Carrier.closeTask(before);
    } else if (before != null) {
      Carrier.resume(before);
    }
  }
}
