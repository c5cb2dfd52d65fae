package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code AsyncContextImpl.fireOnComplete}, in which Tomcat calls the listeners of a request
 * that somebody has completed: after {@code CoyoteAdapter.asyncDispatch} ({@link
 * AsyncDispatchAdvice}), or without it, on any thread of its pool.
 */
public final class CompleteAdvice {
  private CompleteAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object context) {
    return Relay.reenterUnlessServing(Relay.kept(NewAsyncContextAdvice.SERVED.get(context)));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object suspended) {
    Relay.resume(suspended);
  }
}
