package io.tokenrelay.instrumentation.jaxrs;

import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;

/**
 * Jersey's client creates the task of an asynchronous call, on the caller's thread: it is the
 * caller's, whatever executor runs it.
 */
public final class NewAsyncCallAdvice {
  private NewAsyncCallAdvice() {}

  @Advice.AssignReturned.ToReturned
  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static Runnable made(@Advice.Return Runnable call) {
    return Relay.snapshot() == null ? call : Work.known(call);
  }
}
