package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;

/** A call is created: it belongs to whoever this thread works for. */
public final class NewCallAdvice {
  private NewCallAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void created(@Advice.This Object call) {
    Calls.SNAPSHOTS.set(call, Relay.snapshot());
  }
}
