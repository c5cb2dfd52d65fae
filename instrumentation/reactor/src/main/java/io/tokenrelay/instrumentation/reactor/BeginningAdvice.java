package io.tokenrelay.instrumentation.reactor;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around the subscription of a chain that {@link BeginAdvice} has begun: whatever subscribing
 * itself runs, such as a deferred source, already belongs to the chain.
 */
public final class BeginningAdvice {
  private BeginningAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable Object subscriber) {
    return subscriber instanceof CarryingSubscriber
        ? ((CarryingSubscriber<?>) subscriber).openWhileSubscribing()
        : null;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object opened) {
    if (opened != null) {
      ((Chain.Opened) opened).close();
    }
  }
}
