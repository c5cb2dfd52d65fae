package io.tokenrelay.instrumentation.spi.advice;

import io.tokenrelay.instrumentation.spi.CookiePass;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around a call's pass through its client's cookie store and the hops below. */
public final class CookiePassAdvice {
  private CookiePassAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static Object begin() {
    return CookiePass.begin();
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void end(@Advice.Enter @Nullable Object pass) {
    if (pass != null) {
      ((CookiePass) pass).end();
    }
  }
}
