package io.tokenrelay.instrumentation.httpclient5;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.spi.CallRoute;
import java.net.InetSocketAddress;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.Test;

class RouteTest {
  private static final HttpHost ORDERS = new HttpHost("http", "orders", 8080);
  private static final HttpHost STRANGER = new HttpHost("https", "stranger.example", 443);
  private static final HttpHost PROXY = new HttpHost("http", "proxy", 3128);

  private final Object connection = new Object();

  @Test
  void isThatOfTheCallThatTheThreadIsMaking() {
    Object before = CallRoute.begin(new HttpRoute(STRANGER));
    try {
      assertThat(Route.over(connection).target()).isEqualTo(STRANGER);
      assertThat(Route.over(new Object())).as("one that the call does not use").isNull();
    } finally {
      CallRoute.end(before);
    }
    assertThat(Route.over(connection)).isNull();
  }

  @Test
  void tellsTheTargetBehindAProxy() {
    Route route = Route.to(new HttpRoute(ORDERS, null, PROXY, false));

    assertThat(route.target()).isEqualTo(ORDERS);
    assertThat(route.proxy()).isEqualTo(InetSocketAddress.createUnresolved("proxy", 3128));
    assertThat(route.isTunnelled()).isFalse();
    assertThat(Route.to(new HttpRoute(ORDERS)).proxy()).isNull();
  }

  @Test
  void isUnknownWhenNothingTellsIt() {
    assertThat(Route.to("something else")).isNull();
    assertThat(Route.named(new BasicClassicHttpRequest("GET", "/"))).isNull();
    assertThat(Route.named(new BasicClassicHttpRequest("GET", ORDERS, "/"))).isEqualTo(ORDERS);
  }
}
