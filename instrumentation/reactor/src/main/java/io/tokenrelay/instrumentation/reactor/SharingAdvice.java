package io.tokenrelay.instrumentation.reactor;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where an operator is created that subscribes to its source once for all its subscribers: that
 * subscription is nobody's, whoever connects it and whatever is above it. Done here because advice
 * cannot reach the source where the operator connects.
 */
public final class SharingAdvice {
  private SharingAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable Object source) {
    if (source instanceof NobodysFlux || source instanceof NobodysMono) {
      return null; // one constructor calls another
    }
    if (source instanceof Mono) {
      return new NobodysMono<>((Mono<?>) source);
    }
    return source instanceof Flux ? new NobodysFlux<>((Flux<?>) source) : null;
  }
}
