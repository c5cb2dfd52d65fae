package io.tokenrelay.instrumentation.jbossthreads;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** An asynchronous call of a session bean runs, for its caller, on whichever thread. */
public final class RunCallAdvice {
  private RunCallAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object begin(@Advice.This Object call) {
    return Relay.openTask(Calls.SNAPSHOTS.get(call));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void end(@Advice.This Object call, @Advice.Enter @Nullable Object interrupted) {
    Relay.closeTask(interrupted);
    Calls.SNAPSHOTS.set(call, null);
  }
}
