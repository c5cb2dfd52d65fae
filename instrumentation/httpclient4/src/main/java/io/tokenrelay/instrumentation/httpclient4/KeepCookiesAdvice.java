package io.tokenrelay.instrumentation.httpclient4;

import net.bytebuddy.asm.Advice;
import org.apache.http.HttpResponse;

/** The cookies of an answer go into the client's store: not where it answers our header. */
public final class KeepCookiesAdvice {
  private KeepCookiesAdvice() {}

  /** Says whether to leave the method out. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static boolean enter(@Advice.Argument(0) HttpResponse response) {
    return Cookies.areNotKept(response);
  }
}
