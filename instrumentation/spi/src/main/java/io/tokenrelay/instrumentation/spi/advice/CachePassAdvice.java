package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.CachePass;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around a call's pass through its client's cache and the hops below. */
public final class CachePassAdvice {
  private CachePassAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object begin() {
    return CachePass.begin();
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void end(@Advice.Enter @Nullable Object pass) {
    if (pass != null) {
      ((CachePass) pass).end();
    }
  }
}
