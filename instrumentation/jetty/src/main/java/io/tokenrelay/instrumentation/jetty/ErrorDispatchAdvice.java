package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannel;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code HttpChannel.dispatch}, with which Jetty 9.4.21 and later send an error page after
 * the handlers have returned. Dispatches of other types also pass through {@code Server}, where the
 * first of them receives the request.
 */
public final class ErrorDispatchAdvice {
  private ErrorDispatchAdvice() {}

  /**
   * @param type a {@code DispatcherType} of javax or jakarta
   */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.This HttpChannel channel, @Advice.Argument(0) Object type) {
    return type.toString().equals("ERROR") ? KeptExchange.comeBackTo(channel.getRequest()) : null;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object suspended) {
    Relay.resume(suspended);
  }
}
