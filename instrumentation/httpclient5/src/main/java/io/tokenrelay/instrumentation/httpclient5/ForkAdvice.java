package io.tokenrelay.instrumentation.httpclient5;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The runtime of a call is doubled for work that the call does not wait for: a cache that refreshes
 * an entry. That belongs to nobody.
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
