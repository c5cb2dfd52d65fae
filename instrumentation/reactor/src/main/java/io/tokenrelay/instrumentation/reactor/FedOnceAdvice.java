package io.tokenrelay.instrumentation.reactor;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/**
 * Around the subscription to a source that others feed with one value, even if it uses a processor
 * of many inside, as in Reactor 3.1. Runs after {@link SubscribeAdvice}.
 */
public final class FedOnceAdvice {
  private FedOnceAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable CoreSubscriber<?> subscriber) {
    Chain chain = subscriber == null ? null : Chain.of(subscriber.currentContext());
    return chain != null && chain.beginsToHangOnOneValue() ? chain : null;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object chain) {
    if (chain != null) {
      ((Chain) chain).hangsOnOneValue();
    }
  }
}
