package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One hop, from its connection to its answer. */
public final class HopAdvice {
  private HopAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object begin(@Advice.Argument(0) Interceptor.Chain chain) {
    return Relay.snapshot() == null ? null : CurrentHop.begin(chain);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void end(
      @Advice.Enter @Nullable Object hop, @Advice.Return @Nullable Response response) {
    if (hop != null) {
      ((CurrentHop) hop).end(response);
    }
  }
}
