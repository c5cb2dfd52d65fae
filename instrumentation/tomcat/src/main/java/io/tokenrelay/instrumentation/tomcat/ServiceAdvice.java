package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;

/**
 * After {@code CoyoteAdapter.service}, with which a thread is done with a request: {@link
 * HostValveAdvice} leaves an asynchronous one on it, since Tomcat may call the listener of its body
 * here.
 */
public final class ServiceAdvice {
  private ServiceAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit() {
    Relay.clear();
  }
}
