package io.tokenrelay.instrumentation.reactor;

import io.tokenrelay.instrumentation.spi.Relay;
import org.jspecify.annotations.Nullable;

/**
 * Whose work is a chain that begins? Its last subscriber tells. Whoever blocks for the value, or
 * takes it as a future, has it for himself. An application's own {@code subscribe} waits for
 * nothing, and what it starts may serve others: a listener, a loop, a refresher. It is the
 * request's only where the subscriber holds what the request is answered through.
 */
final class Beginning extends ClassValue<Beginning.By> {
  private static final Beginning KNOWN = new Beginning();
  private static final String PUBLISHERS = "reactor.core.publisher.";

  /** Where a coroutine waits for a chain's values. */
  private static final String COROUTINES = "kotlinx.coroutines.react";

  /** Who subscribes. */
  enum By {
    /** An operator that hands its chain on by other means than the context: the floor's. */
    OPERATOR,
    WAITING,
    APPLICATION
  }

  private Beginning() {}

  /** What the chain carries that this subscriber is the last of, or an operator above the last. */
  static @Nullable Object of(Object subscriber) {
    if (Relay.snapshot() == null) {
      return null;
    }
    Object last = subscriber;
    for (Object next = subscriber; next != null; next = Junction.below(next)) {
      last = next;
    }
    return KNOWN.get(last.getClass()) == By.APPLICATION
        ? Relay.snapshotFor(last)
        : Relay.snapshot();
  }

  @Override
  protected By computeValue(Class<?> type) {
    String name = type.getName();
    if (!name.startsWith(PUBLISHERS)) {
      return name.startsWith(COROUTINES) ? By.WAITING : By.APPLICATION;
    }
    String simple = name.substring(PUBLISHERS.length());
    if (simple.startsWith("Blocking") || simple.startsWith("MonoToCompletableFuture")) {
      return By.WAITING;
    }
    return simple.startsWith("Lambda")
            || simple.startsWith("StrictSubscriber")
            || simple.startsWith("Operators$DrainSubscriber")
        ? By.APPLICATION
        : By.OPERATOR;
  }
}
