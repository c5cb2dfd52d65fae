package io.tokenrelay.instrumentation.reactornetty;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around the application's hooks ({@code doOnRequest} and its like), which are set once, for all
 * calls of a client: they run for the owner of the call that they are told of, or for nobody.
 */
public final class HookAdvice {
  private HookAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) Object connection) {
    return Opened.forOwnerOf(ClientCall.OF_OPERATIONS.get(connection));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object opened) {
    Opened.close(opened);
  }
}
