package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Relay;
import okhttp3.Connection;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The hop that this thread is on: what {@link WriteRequestHeadersAdvice} cannot see from the codec,
 * and what {@link HopAdvice} cannot see from the interceptor.
 */
final class CurrentHop {
  private static final ThreadLocal<@Nullable CurrentHop> CURRENT = new ThreadLocal<>();

  private final @Nullable CurrentHop previous;
  private final @Nullable Connection connection;
  private @Nullable OkHttpHop relayed;

  private CurrentHop(@Nullable CurrentHop previous, @Nullable Connection connection) {
    this.previous = previous;
    this.connection = connection;
  }

  static CurrentHop begin(@Nullable Connection connection) {
    CurrentHop hop = new CurrentHop(CURRENT.get(), connection);
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

  /** What the request is written to; null where that is not known. */
  static @Nullable Connection connection() {
    CurrentHop hop = CURRENT.get();
    return hop == null ? null : hop.connection;
  }

  static void relayed(OkHttpHop relayed) {
    CurrentHop hop = CURRENT.get();
    if (hop != null) {
      hop.relayed = relayed;
    }
  }
}
