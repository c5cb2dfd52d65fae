package io.tokenrelay.instrumentation.httpclient5;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * A call's runtime is forked for work that the call does not wait for, such as a cache refreshing
 * an entry. That work belongs to nobody.
 */
public final class ForkAdvice {
  private ForkAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void forked(@Advice.Return @Nullable Object fork) {
    if (fork != null) {
      AsyncCall.ofNobody(fork);
    }
  }
}
