package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;

/**
 * A call is enqueued: its run on the dispatcher belongs to the call's user, whoever enqueues it,
 * unless the callback is known to be somebody else's.
 */
public final class NewAsyncCallAdvice {
  private NewAsyncCallAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void created(
      @Advice.This Object asyncCall,
      @Advice.Argument(0) Object call,
      @Advice.Argument(1) Object callback) {
    if (!Work.isOthers(callback)) {
      Calls.OWNED.set(asyncCall, Calls.OWNED.get(call));
    }
  }
}
