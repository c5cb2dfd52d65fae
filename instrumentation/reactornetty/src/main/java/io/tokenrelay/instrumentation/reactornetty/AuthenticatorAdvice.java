package io.tokenrelay.instrumentation.reactornetty;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * A hop is told what answers a challenge in place of the application ({@code httpAuthentication}),
 * if anything does. It is asked with the answer, so nobody can ask it beforehand for which servers
 * it has credentials.
 */
public final class AuthenticatorAdvice {
  private AuthenticatorAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.This Object operations, @Advice.Argument(0) @Nullable Object predicate) {
    ClientCall call = predicate == null ? null : ClientCall.OF_OPERATIONS.get(operations);
    if (call != null) {
      call.authenticates();
    }
  }
}
