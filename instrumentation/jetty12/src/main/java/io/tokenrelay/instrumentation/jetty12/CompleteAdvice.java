package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpStream;

/**
 * Around the end of a request, at which its log and its completion listeners are called: after the
 * handlers have returned, or on the thread that has sent the last of the response.
 */
public final class CompleteAdvice {
  private CompleteAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static Object enter(@Advice.Argument(0) HttpStream stream) {
    return Relay.reenter(OwnStream.exchangeOf(stream));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter Object suspended) {
    Relay.resume(suspended);
  }
}
