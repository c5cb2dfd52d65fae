package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.CachePass;
import net.bytebuddy.asm.Advice;
import okhttp3.Response;

/**
 * An answer, or the headers of a 304, go into OkHttp's cache. Where our header fetched them they do
 * not: OkHttp takes that for a cache that cannot be written, and hands on the answer all the same.
 *
 * <p>Here rather than where OkHttp asks whether an answer may be stored: it asks that of what it
 * finds in the cache as well, and does not ask it of a 304.
 */
public final class CacheWriteAdvice {
  private CacheWriteAdvice() {}

  /**
   * Says whether to leave the method out. What is put for any other method than GET only removes
   * what it outdates.
   */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static boolean enter(@Advice.Argument(0) Response response) {
    return !CachePass.mayKeep() && response.request().method().equals("GET");
  }
}
