package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.CachePass;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around one look of a call into OkHttp's cache, and the hop below it when the cache is no help.
 */
public final class CachePassAdvice {
  private CachePassAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object begin() {
    return CachePass.begin();
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void end(@Advice.Enter @Nullable Object pass) {
    if (pass != null) {
      ((CachePass) pass).end();
    }
  }
}
