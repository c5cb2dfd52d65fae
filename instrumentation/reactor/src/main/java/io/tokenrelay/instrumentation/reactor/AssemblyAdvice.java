package io.tokenrelay.instrumentation.reactor;

import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Fuseable;
import reactor.core.publisher.Operators;

/**
 * Where an operator has been assembled: it is subscribed to by a {@link CarryingSubscriber}.
 * Constant sources stay as they are, since other operators look for them; so do operators that only
 * pass on.
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
