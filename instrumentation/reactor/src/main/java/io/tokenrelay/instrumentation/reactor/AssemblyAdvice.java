package io.tokenrelay.instrumentation.reactor;

import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Fuseable;
import reactor.core.publisher.Operators;

/**
 * Where an operator has been assembled: from then on a {@link CarryingSubscriber} subscribes to it.
 * Constant sources are left alone, since other operators look for them, and so are operators that
 * only pass signals on.
 */
public final class AssemblyAdvice {
  private static final Function<? super Publisher<Object>, ? extends Publisher<Object>> LIFT =
      Operators.<Object>lift(
          source -> !(source instanceof Fuseable.ScalarCallable) && !PassingOn.isSafe(source),
          (source, downstream) -> CarryingSubscriber.around(downstream));

  private AssemblyAdvice() {}

  @SuppressWarnings("unchecked")
  @Advice.AssignReturned.ToReturned
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static @Nullable Object exit(@Advice.Return @Nullable Object operator) {
    return operator == null ? null : LIFT.apply((Publisher<Object>) operator);
  }
}
