package io.tokenrelay.instrumentation.okhttp3;

import net.bytebuddy.asm.Advice;

/**
 * A call is enqueued: its run on the dispatcher belongs to the same user as the call, whoever
 * enqueues it.
 */
public final class NewAsyncCallAdvice {
  private NewAsyncCallAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void created(@Advice.This Object asyncCall, @Advice.Argument(0) Object call) {
    Calls.SNAPSHOTS.set(asyncCall, Calls.SNAPSHOTS.get(call));
  }
}
