package io.tokenrelay.instrumentation.httpclient4;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpHost;
import org.apache.http.conn.ManagedClientConnection;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.DefaultHttpClientConnection;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.junit.jupiter.api.Test;

class RouteTest {
  private static final HttpHost ORDERS = new HttpHost("orders", 8080, "http");
  private static final HttpHost STRANGER = new HttpHost("stranger.example", 443, "https");
  private static final HttpHost PROXY = new HttpHost("proxy", 3128);

  private final HttpContext context = new BasicHttpContext();
  private final HttpClientConnection connection = new DefaultHttpClientConnection();

  @Test
  void believesTheRouteAndNotTheVirtualHost() {
    context.setAttribute("http.target_host", ORDERS);
    context.setAttribute("http.route", new HttpRoute(STRANGER));

    assertThat(Route.of(connection, context).target()).isEqualTo(STRANGER);
  }

  @Test
  void findsTheRouteWithTheConnection() {
    context.setAttribute("http.target_host", ORDERS);

    Route route = Route.of(routed(new HttpRoute(STRANGER)), context);

    assertThat(route.target()).isEqualTo(STRANGER);
    assertThat(route.isProxied()).isFalse();
  }

  @Test
  void tellsTheTargetBehindAProxy() {
    context.setAttribute("http.route", new HttpRoute(ORDERS, null, PROXY, false));

    Route route = Route.of(connection, context);

    assertThat(route.target()).isEqualTo(ORDERS);
    assertThat(route.isProxied()).isTrue();
  }

  @Test
  void takesTheTargetHostWhereTheCoreIsUsedAlone() {
    context.setAttribute("http.target_host", ORDERS);

    Route route = Route.of(connection, context);

    assertThat(route.target()).isEqualTo(ORDERS);
    assertThat(route.isProxied()).isFalse();
  }

  @Test
  void isUnknownWhenNothingTellsIt() {
    assertThat(Route.of(connection, context)).isNull();
  }

  @Test
  void isUnknownWhenTheRouteCannotBeRead() {
    context.setAttribute("http.target_host", ORDERS);
    context.setAttribute("http.route", "something else");

    assertThat(Route.of(connection, context)).isNull();
  }

  @Test
  void isUnknownWhenTheConnectionHasLostItsRoute() {
    assertThat(Route.of(routed(null), context)).isNull();
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
