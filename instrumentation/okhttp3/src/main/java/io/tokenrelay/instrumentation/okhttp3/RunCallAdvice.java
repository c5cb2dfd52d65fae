package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * A call runs, with its interceptors and callbacks: for the user it was created for, or for nobody,
 * whatever the thread carries. A call runs only once, so its token is forgotten afterwards rather
 * than when the call is collected.
 */
public final class RunCallAdvice {
  private RunCallAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object begin(@Advice.This Object call) {
    OwnedCall owned = Calls.OWNED.get(call);
    return owned == null ? Relay.open(null) : RunningCall.begin(owned);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void end(@Advice.This Object call, @Advice.Enter @Nullable Object begun) {
    if (begun instanceof RunningCall) {
      ((RunningCall) begun).end();
    } else {
      Relay.open(begun);
    }
    Calls.OWNED.set(call, null);
  }
}
