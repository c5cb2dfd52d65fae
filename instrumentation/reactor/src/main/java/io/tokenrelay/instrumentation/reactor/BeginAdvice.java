package io.tokenrelay.instrumentation.reactor;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.Operators;

/**
 * Where a chain may begin: its last subscriber is replaced by a step that knows the chain. Most
 * subscribers here belong to a chain that has already begun below, and are left alone.
 */
public final class BeginAdvice {
  private BeginAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable Object subscriber) {
    return subscriber == null || subscriber instanceof CarryingSubscriber
        ? null
        : CarryingSubscriber.begun(Operators.toCoreSubscriber((Subscriber<?>) subscriber));
  }
}
