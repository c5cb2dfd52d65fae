package io.tokenrelay.instrumentation.reactor;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/**
 * Where a source is subscribed to that others feed with one value after another. Runs after {@link
 * SubscribeAdvice}, which has given the subscriber its chain.
 */
public final class FedAdvice {
  private FedAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.Argument(0) @Nullable CoreSubscriber<?> subscriber) {
    if (subscriber == null) {
      return;
    }
    Chain chain = Chain.of(subscriber.currentContext());
    if (chain != null) {
      chain.isFedByOthers(subscriber);
    }
  }
}
