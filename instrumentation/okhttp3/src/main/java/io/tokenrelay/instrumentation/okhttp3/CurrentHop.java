package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Relay;
import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The hop that this thread is on: what {@link WriteRequestHeadersAdvice} cannot see from the codec,
 * and what {@link HopAdvice} cannot see from the interceptor.
 */
final class CurrentHop {
  private static final ThreadLocal<@Nullable CurrentHop> CURRENT = new ThreadLocal<>();

  private final boolean direct;
  private @Nullable OkHttpHop relayed;

  private CurrentHop(boolean direct) {
    this.direct = direct;
  }

  static CurrentHop begin(@Nullable Connection connection) {
    CurrentHop hop =
        new CurrentHop(
            connection != null && connection.route().proxy().type() == Proxy.Type.DIRECT);
    CURRENT.set(hop);
    return hop;
  }

  void end(@Nullable Response response) {
    CURRENT.remove();
    OkHttpHop hop = relayed;
    if (hop != null && response != null) {
      Relay.outbound().answered(hop, response.code());
    }
  }

  /**
   * Whether the target's name was resolved here rather than by a proxy; false where that is not
   * known (3.0 to 3.3).
   */
  static boolean isDirect() {
    CurrentHop hop = CURRENT.get();
    return hop != null && hop.direct;
  }

  static void relayed(OkHttpHop relayed) {
    CurrentHop hop = CURRENT.get();
    if (hop != null) {
      hop.relayed = relayed;
    }
  }
}
