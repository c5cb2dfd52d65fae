package io.tokenrelay.instrumentation.httpclient4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.http.HttpHost;
import org.apache.http.conn.routing.HttpRoute;
import org.junit.jupiter.api.Test;

/** Handlers of async clients, which keep their route in one field or another. */
class HandlerRouteTest {
  private static final HttpHost ORDERS = new HttpHost("orders", 81);
  private static final HttpRoute TO_ORDERS = new HttpRoute(ORDERS);

  @Test
  void readsTheRouteOfAHandlerOf41() {
    assertThat(HandlerRoute.of(new HandlerOf41(TO_ORDERS)).target()).isEqualTo(ORDERS);
    assertThat(HandlerRoute.of(new HandlerOf41(null))).isNull();
  }

  @Test
  void readsTheRouteOfTheStateOfAHandlerOf40() {
    assertThat(HandlerRoute.of(new HandlerOf40(new StateOf40(TO_ORDERS))).target())
        .isEqualTo(ORDERS);
    assertThat(HandlerRoute.of(new HandlerOf40(new StateOf40(null)))).isNull();
    assertThat(HandlerRoute.of(new HandlerOf40(null))).isNull();
  }

  @Test
  void knowsNothingOfOtherHandlers() {
    assertThat(HandlerRoute.of(new Object())).isNull();
  }

  @Test
  void tellsWhetherAProxyStandsBetween() {
    HttpRoute proxied = new HttpRoute(ORDERS, null, new HttpHost("proxy", 3128), false);

    assertThat(HandlerRoute.of(new HandlerOf41(proxied)).target()).isEqualTo(ORDERS);
    assertThat(HandlerRoute.of(new HandlerOf41(proxied)).isProxied()).isTrue();
  }

  private static class AbstractHandlerOf41 {
    @SuppressWarnings("unused")
    private final AtomicReference<HttpRoute> routeRef;

    AbstractHandlerOf41(HttpRoute route) {
      this.routeRef = new AtomicReference<>(route);
    }
  }

  private static final class HandlerOf41 extends AbstractHandlerOf41 {
    HandlerOf41(HttpRoute route) {
      super(route);
    }
  }

  private static final class StateOf40 {
    @SuppressWarnings("unused")
    private final HttpRoute route;

    StateOf40(HttpRoute route) {
      this.route = route;
    }
  }

  private static final class HandlerOf40 {
    @SuppressWarnings("unused")
    private final StateOf40 state;

    HandlerOf40(StateOf40 state) {
      this.state = state;
    }
  }
}
