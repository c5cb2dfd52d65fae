package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.CookiePass;
import net.bytebuddy.asm.Advice;
import okhttp3.Headers;

/**
 * The cookies of an answer go into the jar of OkHttp 3.0 to 3.3: not where it answers our header.
 */
public final class KeepEngineCookiesAdvice {
  private KeepEngineCookiesAdvice() {}

  /** Says whether to leave the method out. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static boolean enter(@Advice.Argument(0) Headers headers) {
    return headers.get("Set-Cookie") != null && !CookiePass.mayKeep();
  }
}
