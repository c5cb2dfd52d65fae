package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Relay;
import net.bytebuddy.asm.Advice;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One hop of OkHttp 3.0 to 3.3, from its connection to its answer. */
public final class NetworkChainAdvice {
  private NetworkChainAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object begin(@Advice.This Interceptor.Chain chain) {
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
