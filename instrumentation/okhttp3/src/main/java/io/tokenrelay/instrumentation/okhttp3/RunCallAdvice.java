package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * A call runs, with its interceptors and callbacks: for the user it was created for, or for nobody,
 * whatever the thread carries. A call runs once, and its token is forgotten with it rather than
 * when the call is collected.
 */
public final class RunCallAdvice {
  private RunCallAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object begin(@Advice.This Object call) {
    return Relay.open(Calls.SNAPSHOTS.get(call));
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void end(@Advice.This Object call, @Advice.Enter @Nullable Object previous) {
    Relay.open(previous);
    Calls.SNAPSHOTS.set(call, null);
  }
}
