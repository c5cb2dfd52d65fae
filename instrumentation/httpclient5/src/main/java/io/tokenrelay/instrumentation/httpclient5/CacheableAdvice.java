package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.CachePass;
import net.bytebuddy.asm.Advice;

/**
 * The caching module asks its policy whether an answer may be cached: not where our header fetched
 * it. The answer then goes to the application as it comes, and its body is kept nowhere.
 */
public final class CacheableAdvice {
  private CacheableAdvice() {}

  /** Says whether to leave the question out: the answer is no then. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static boolean enter() {
    return !CachePass.mayKeep();
  }
}
