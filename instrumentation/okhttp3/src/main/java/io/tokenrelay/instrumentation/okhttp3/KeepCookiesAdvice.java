package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.CookiePass;
import net.bytebuddy.asm.Advice;
import okhttp3.Headers;

/** An answer's cookies go into the jar, unless it answers our header. */
public final class KeepCookiesAdvice {
  private KeepCookiesAdvice() {}

  /** Whether to skip the method. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static boolean enter(@Advice.Argument(2) Headers headers) {
    return headers.get("Set-Cookie") != null && !CookiePass.mayKeep();
  }
}
