package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.CachePass;
import net.bytebuddy.asm.Advice;
import okhttp3.Response;

/**
 * An answer, or a 304's headers, go into OkHttp's cache, unless our header fetched them: OkHttp
 * then assumes that the cache cannot be written, and still hands on the answer.
 *
 * <p>This is not done where OkHttp asks whether an answer may be stored: it also asks that about
 * what it finds in the cache, but not about a 304.
 */
public final class CacheWriteAdvice {
  private CacheWriteAdvice() {}

  /**
   * Whether to skip the method. Putting the answer to any method other than GET only removes what
   * it invalidates.
   */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static boolean enter(@Advice.Argument(0) Response response) {
    return !CachePass.mayKeep() && response.request().method().equals("GET");
  }
}
