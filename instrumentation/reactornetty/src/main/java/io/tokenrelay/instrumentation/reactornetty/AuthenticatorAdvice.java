package io.tokenrelay.instrumentation.reactornetty;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * A hop gets the function, if any, that answers challenges for the application ({@code
 * httpAuthentication}). It needs the answer to decide, so we cannot ask it beforehand which servers
 * it has credentials for.
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
