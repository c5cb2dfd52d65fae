package io.tokenrelay.instrumentation.httpclient4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.http.HttpHost;
import org.apache.http.conn.routing.HttpRoute;
import org.junit.jupiter.api.Test;

/** Handlers of async clients, which keep their route and connection in one field or another. */
class HandlerFieldTest {
  private static final HttpRoute TO_ORDERS = new HttpRoute(new HttpHost("orders", 81));
  private static final Object CONNECTION = "a connection";

  @Test
  void readsAHandlerOf41() {
    HandlerOf41 handler = new HandlerOf41(TO_ORDERS, CONNECTION);
    assertThat(HandlerField.ROUTE.of(handler)).isEqualTo(TO_ORDERS);
    assertThat(HandlerField.CONNECTION.of(handler)).isEqualTo(CONNECTION);
    assertThat(HandlerField.ROUTE.of(new HandlerOf41(null, null))).isNull();
    assertThat(HandlerField.CONNECTION.of(new HandlerOf41(null, null))).isNull();
  }

  @Test
  void readsAHandlerOf40AndItsState() {
    HandlerOf40 handler = new HandlerOf40(new StateOf40(TO_ORDERS), CONNECTION);
    assertThat(HandlerField.ROUTE.of(handler)).isEqualTo(TO_ORDERS);
    assertThat(HandlerField.CONNECTION.of(handler)).isEqualTo(CONNECTION);
    assertThat(HandlerField.ROUTE.of(new HandlerOf40(new StateOf40(null), null))).isNull();
    assertThat(HandlerField.ROUTE.of(new HandlerOf40(null, null))).isNull();
  }

  @Test
  void knowsNothingOfOtherHandlers() {
    assertThat(HandlerField.ROUTE.of(new Object())).isNull();
    assertThat(HandlerField.CONNECTION.of(new Object())).isNull();
  }

  private static class AbstractHandlerOf41 {
    @SuppressWarnings("unused")
    private final AtomicReference<HttpRoute> routeRef;

    @SuppressWarnings("unused")
    private final AtomicReference<Object> managedConnRef;

    AbstractHandlerOf41(HttpRoute route, Object connection) {
      this.routeRef = new AtomicReference<>(route);
      this.managedConnRef = new AtomicReference<>(connection);
    }
  }

  private static final class HandlerOf41 extends AbstractHandlerOf41 {
    HandlerOf41(HttpRoute route, Object connection) {
      super(route, connection);
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

    @SuppressWarnings("unused")
    private final AtomicReference<Object> managedConn;

    HandlerOf40(StateOf40 state, Object connection) {
      this.state = state;
      this.managedConn = new AtomicReference<>(connection);
    }
  }
}
