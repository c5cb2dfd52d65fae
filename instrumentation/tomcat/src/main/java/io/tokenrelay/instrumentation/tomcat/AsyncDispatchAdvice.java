package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code CoyoteAdapter.asyncDispatch}, in which Tomcat calls every listener of an
 * asynchronous request (asynchronous, reading, writing) and dispatches the request again.
 */
public final class AsyncDispatchAdvice {
  private AsyncDispatchAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static Object enter(@Advice.Argument(0) Request request) {
    return Relay.reenter(KeptExchange.of(request));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object suspended) {
    Relay.resume(suspended);
  }
}
