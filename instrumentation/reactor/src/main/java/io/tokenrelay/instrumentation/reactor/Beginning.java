package io.tokenrelay.instrumentation.reactor;

import io.tokenrelay.instrumentation.spi.Relay;

/**
 * Whose work is a chain that begins? Its last subscriber decides. One that blocks for the value, or
 * takes it as a future, owns the chain, as long as no others feed it. An application's own {@code
 * subscribe} waits for nothing, and what it starts may serve others: a listener, a loop, a
 * refresher. Such a chain is the request's only if the subscriber holds what the request is
 * answered through.
 */
final class Beginning extends ClassValue<Beginning.By> {
  private static final Beginning KNOWN = new Beginning();
  private static final String PUBLISHERS = "reactor.core.publisher.";

  /** Where a coroutine waits for a chain's values. */
  private static final String COROUTINES = "kotlinx.coroutines.react";

  /** What kind of subscriber the last one is. */
  enum By {
    /** An operator that passes its chain on by other means than the context, as in Reactor 3.1. */
    OPERATOR,
    /** Blocks its thread until there is a value. */
    BLOCKING,
    /** Blocks its thread for one value after another, and hands each to it. */
    PULLING,
    /** Takes a future, or resumes as a coroutine. */
    KEEPING,
    APPLICATION;

    /** Whether its chain may go on while the request's own thread does something else. */
    boolean goesOn() {
      return this == KEEPING || ((this == BLOCKING || this == PULLING) && !Relay.isOfRequest());
    }
  }

  private Beginning() {}

  /** The kind of a chain's last subscriber. */
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
