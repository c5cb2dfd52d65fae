package io.tokenrelay.instrumentation.httpclient4;

import net.bytebuddy.asm.Advice;
import org.apache.http.HttpResponse;

/** An answer's cookies go into the client's store, unless it answers our header. */
public final class KeepCookiesAdvice {
  private KeepCookiesAdvice() {}

  /** Whether to skip the method. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static boolean enter(@Advice.Argument(0) HttpResponse response) {
    return Cookies.areNotKept(response);
  }
}
