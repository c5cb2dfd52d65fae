package io.tokenrelay.instrumentation.reactornetty;

import io.tokenrelay.instrumentation.spi.NextHead;
import io.tokenrelay.instrumentation.spi.Scope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/**
 * A handler has a connection and makes a hop of its call on it: the next head written there is this
 * call's. The application's hooks and body run for the call's owner, even on the thread of another
 * user who has just released the connection.
 */
public final class SendAdvice {
  private SendAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.This Object handler, @Advice.Argument(0) Object operations) {
    ClientCall call = ClientCall.OF_HANDLERS.get(handler);
    NextHead.expect(((Connection) operations).channel(), call);
    if (call != null) {
      ClientCall.OF_OPERATIONS.set(operations, call);
    }
    return ClientCall.scopeOf(call);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object scope) {
    if (scope != null) {
      ((Scope) scope).close();
    }
  }
}
