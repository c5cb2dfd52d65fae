package io.tokenrelay.instrumentation.httpclient5;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.BasicHttpContext;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.junit.jupiter.api.Test;

class RouteTest {
  private static final HttpHost ORDERS = new HttpHost("http", "orders", 8080);
  private static final HttpHost STRANGER = new HttpHost("https", "stranger.example", 443);
  private static final HttpHost PROXY = new HttpHost("http", "proxy", 3128);

  private final ClassicHttpRequest request = new BasicClassicHttpRequest("GET", ORDERS, "/");
  private final HttpContext context = new BasicHttpContext();

  @Test
  void believesTheRouteAndNotTheVirtualHost() {
    context.setAttribute("http.route", new HttpRoute(STRANGER));

    assertThat(Route.of(request, context).target()).isEqualTo(STRANGER);
  }

  @Test
  void asksAContextThatKeepsTheRouteToItself() {
    Route route = Route.of(request, new RouteInAField());

    assertThat(route.target()).isEqualTo(STRANGER);
    assertThat(route.isProxied()).isFalse();
  }

  @Test
  void tellsTheTargetBehindAProxy() {
    context.setAttribute("http.route", new HttpRoute(ORDERS, null, PROXY, false));

    Route route = Route.of(request, context);

    assertThat(route.target()).isEqualTo(ORDERS);
    assertThat(route.isProxied()).isTrue();
  }

  @Test
  void takesTheAuthorityWhereTheCoreIsUsedAlone() {
    Route route = Route.of(request, context);

    assertThat(route.target()).isEqualTo(ORDERS);
    assertThat(route.isProxied()).isFalse();
  }

  @Test
  void isUnknownWhenNothingTellsIt() {
    assertThat(Route.of(new BasicClassicHttpRequest("GET", "/"), context)).isNull();
  }

  @Test
  void isUnknownWhenTheRouteCannotBeRead() {
    context.setAttribute("http.route", "something else");

    assertThat(Route.of(request, context)).isNull();
  }

  /** As the client's context is from 5.4 on, seen through a subclass. */
  private static final class RouteInAField extends HttpClientContext {
    @Override
    public Object getAttribute(String id) {
      return null;
    }

    @Override
    public HttpRoute getHttpRoute() {
      return new HttpRoute(STRANGER);
    }
  }
}
