package io.tokenrelay.instrumentation.jbossthreads;

import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Work;
import net.bytebuddy.asm.Advice;

/** Where an asynchronous call of a session bean is created, on the thread of its caller. */
public final class NewCallAdvice {
  private NewCallAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void created(@Advice.This Object call) {
    if (Relay.snapshot() != null) {
      Calls.SNAPSHOTS.set(call, Work.snapshotForValue(call));
    }
  }
}
