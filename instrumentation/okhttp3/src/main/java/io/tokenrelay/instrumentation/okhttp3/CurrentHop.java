package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Relay;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The hop that this thread is on: what {@link WriteRequestHeadersAdvice} cannot see from the codec,
 * and what {@link HopAdvice} cannot see from the interceptor.
 */
final class CurrentHop {
  private static final ThreadLocal<@Nullable CurrentHop> CURRENT = new ThreadLocal<>();

  private final @Nullable CurrentHop previous;
  private final Interceptor.Chain chain;
  private @Nullable OkHttpHop relayed;

  private CurrentHop(@Nullable CurrentHop previous, Interceptor.Chain chain) {
    this.previous = previous;
    this.chain = chain;
  }

  static CurrentHop begin(Interceptor.Chain chain) {
    CurrentHop hop = new CurrentHop(CURRENT.get(), chain);
    CURRENT.set(hop);
    return hop;
  }

  void end(@Nullable Response response) {
    if (previous == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(previous);
    }
    OkHttpHop hop = relayed;
    if (hop != null && response != null) {
      Relay.outbound().answered(hop, response.code());
    }
  }

  /** The chain that the request came through; null if unknown. */
  static Interceptor.@Nullable Chain chain() {
    CurrentHop hop = CURRENT.get();
    return hop == null ? null : hop.chain;
  }

  static void relayed(OkHttpHop relayed) {
    CurrentHop hop = CURRENT.get();
    if (hop != null) {
      hop.relayed = relayed;
    }
  }
}
