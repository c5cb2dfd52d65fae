package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.CachePass;
import net.bytebuddy.asm.Advice;

/**
 * The caching module asks its policy whether an answer may be cached: no, if our header fetched it.
 * The answer then goes straight to the application, and its body is kept nowhere.
 */
public final class CacheableAdvice {
  private CacheableAdvice() {}

  /** Whether to skip the policy and answer no. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static boolean enter() {
    return !CachePass.mayKeep();
  }
}
