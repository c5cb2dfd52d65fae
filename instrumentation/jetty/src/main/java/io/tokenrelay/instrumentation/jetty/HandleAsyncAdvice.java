package io.tokenrelay.instrumentation.jetty;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannel;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code Server.handleAsync}: an asynchronous dispatch of a request that was received
 * before.
 */
public final class HandleAsyncAdvice {
  private HandleAsyncAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) HttpChannel channel) {
    return KeptExchange.comeBackTo(channel.getRequest());
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object suspended) {
    Relay.resume(suspended);
  }
}
