package io.tokenrelay.instrumentation.reactor;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/** Where a source that is fed from outside is subscribed to. */
public final class SubscribeAdvice {
  private SubscribeAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable CoreSubscriber<?> subscriber) {
    return subscriber == null ? null : CarryingSubscriber.around(subscriber);
  }
}
