package io.tokenrelay.instrumentation.httpclient4;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.spi.CallRoute;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpHost;
import org.apache.http.conn.ManagedClientConnection;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.DefaultHttpClientConnection;
import org.junit.jupiter.api.Test;

class RouteTest {
  private static final HttpHost ORDERS = new HttpHost("orders", 8080, "http");
  private static final HttpHost STRANGER = new HttpHost("stranger.example", 443, "https");
  private static final HttpHost PROXY = new HttpHost("proxy", 3128);

  private final HttpClientConnection connection = new DefaultHttpClientConnection();

  @Test
  void isThatOfTheCallThatTheThreadIsMaking() {
    Object before = CallRoute.begin(new HttpRoute(STRANGER));
    try {
      assertThat(Route.of(connection).target()).isEqualTo(STRANGER);
    } finally {
      CallRoute.end(before);
    }
    assertThat(Route.of(connection)).isNull();
  }

  @Test
  void isHiddenByACallThatIsMadeMeanwhile() {
    HttpClientConnection other = new DefaultHttpClientConnection();
    Object before = CallRoute.begin(new HttpRoute(STRANGER));
    assertThat(Route.of(connection).target()).isEqualTo(STRANGER);
    assertThat(Route.of(other)).as("a connection that the call does not use").isNull();
    Object meanwhile = CallRoute.begin(new HttpRoute(ORDERS));
    assertThat(Route.of(other).target()).isEqualTo(ORDERS);
    CallRoute.end(meanwhile);
    assertThat(Route.of(connection).target()).isEqualTo(STRANGER);
    CallRoute.end(before);
  }

  @Test
  void isFoundWithTheConnectionThatKeepsIt() {
    Route route = Route.of(routed(new HttpRoute(STRANGER)));

    assertThat(route.target()).isEqualTo(STRANGER);
    assertThat(route.proxy()).isNull();
  }

  @Test
  void tellsTheTargetBehindAProxy() {
    Route route = Route.to(new HttpRoute(ORDERS, null, PROXY, false));

    assertThat(route.target()).isEqualTo(ORDERS);
    assertThat(route.proxy()).isEqualTo(InetSocketAddress.createUnresolved("proxy", 3128));
    assertThat(route.isTunnelled()).isFalse();
  }

  @Test
  void isUnknownWhenNothingTellsIt() {
    assertThat(Route.of(connection)).isNull();
    assertThat(Route.to("something else")).isNull();
    assertThat(Route.of(routed(null))).isNull();
  }

  private static HttpClientConnection routed(HttpRoute route) {
    return (HttpClientConnection)
        Proxy.newProxyInstance(
            RouteTest.class.getClassLoader(),
            new Class<?>[] {ManagedClientConnection.class},
            (proxy, method, arguments) -> {
              if (route == null) {
                throw new IllegalStateException("released");
              }
              return route;
            });
  }
}
