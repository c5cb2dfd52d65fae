package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.CookiePass;
import net.bytebuddy.asm.Advice;
import okhttp3.Headers;

/** An answer's cookies go into the jar of OkHttp 3.0 to 3.3, unless it answers our header. */
public final class KeepEngineCookiesAdvice {
  private KeepEngineCookiesAdvice() {}

  /** Whether to skip the method. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static boolean enter(@Advice.Argument(0) Headers headers) {
    return headers.get("Set-Cookie") != null && !CookiePass.mayKeep();
  }
}
