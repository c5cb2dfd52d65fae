package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;

/**
 * After {@code CoyoteAdapter.service}, when a thread is done with a request: {@link
 * HostValveAdvice} leaves an asynchronous one on the thread, since Tomcat may call its body's
 * listener in here.
 */
public final class ServiceAdvice {
  private ServiceAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit() {
    Relay.clear();
  }
}
