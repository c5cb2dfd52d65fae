package io.tokenrelay.instrumentation.reactornetty;

import io.tokenrelay.instrumentation.spi.Scope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around the application's hooks ({@code doOnRequest} and the like), which are set once for all of
 * a client's calls: they run for the owner of the call they are notified of, or for nobody.
 */
public final class HookAdvice {
  private HookAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) Object connection) {
    return ClientCall.scopeOf(ClientCall.OF_OPERATIONS.get(connection));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object scope) {
    if (scope != null) {
      ((Scope) scope).close();
    }
  }
}
