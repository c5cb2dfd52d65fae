package io.tokenrelay.instrumentation.reactor;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/**
 * Where {@code retryWhen} and {@code repeatWhen} pass a subscription to their own sink, which they
 * notify when their source ends: nobody else feeds it. {@link FedAdvice} runs right after.
 */
public final class FedByItselfAdvice {
  private FedByItselfAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.Argument(0) @Nullable CoreSubscriber<?> subscriber) {
    Chain chain = subscriber == null ? null : Chain.of(subscriber.currentContext());
    if (chain != null) {
      chain.feedsTheNextItself();
    }
  }
}
