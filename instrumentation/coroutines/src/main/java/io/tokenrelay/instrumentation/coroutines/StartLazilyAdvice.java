package io.tokenrelay.instrumentation.coroutines;

import kotlin.coroutines.Continuation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Where a lazy coroutine is started, by whoever needs it first. */
public final class StartLazilyAdvice {
  private StartLazilyAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This @Nullable Object coroutine) {
    if (coroutine != null) {
      LaunchersIdentity.started(((Continuation<?>) coroutine).getContext());
    }
  }
}
