package io.tokenrelay.instrumentation.reactor;

import io.tokenrelay.instrumentation.spi.Relay;

/**
 * Whose work is a chain that begins? Its last subscriber tells. Whoever blocks for the value, or
 * takes it as a future, has it for himself, as long as no others feed it. An application's own
 * {@code subscribe} waits for nothing, and what it starts may serve others: a listener, a loop, a
 * refresher. It is the request's only where the subscriber holds what the request is answered
 * through.
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
    /** Holds its thread until there is a value. */
    BLOCKING,
    /** Holds its thread for one value after the other, and gives each to it. */
    PULLING,
    /** Takes a future, or resumes as a coroutine. */
    KEEPING,
    APPLICATION;

    /** Whether its chain may go on when the request's own thread does something else. */
    boolean goesOn() {
      return this == KEEPING || ((this == BLOCKING || this == PULLING) && !Relay.isOfRequest());
    }
  }

  private Beginning() {}

  /** Who the last subscriber of a chain is. */
  static By by(Object last) {
    return KNOWN.get(last.getClass());
  }

  @Override
  protected By computeValue(Class<?> type) {
    String name = type.getName();
    if (!name.startsWith(PUBLISHERS)) {
      return name.startsWith(COROUTINES) ? By.KEEPING : By.APPLICATION;
    }
    String simple = name.substring(PUBLISHERS.length());
    if (simple.startsWith("BlockingIterable")) {
      return By.PULLING;
    }
    if (simple.startsWith("Blocking")) {
      return By.BLOCKING;
    }
    if (simple.startsWith("MonoToCompletableFuture")) {
      return By.KEEPING;
    }
    return simple.startsWith("Lambda")
            || simple.startsWith("StrictSubscriber")
            || simple.startsWith("Operators$DrainSubscriber")
        ? By.APPLICATION
        : By.OPERATOR;
  }
}
