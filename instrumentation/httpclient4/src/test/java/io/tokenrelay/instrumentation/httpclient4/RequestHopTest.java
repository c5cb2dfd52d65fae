package io.tokenrelay.instrumentation.httpclient4;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.DefaultHttpClientConnection;
import org.apache.http.message.BasicHeader;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.junit.jupiter.api.Test;

class RequestHopTest {
  private static final HttpHost ORDERS = new HttpHost("Orders", 8443, "https");

  @Test
  void tellsTheTargetOfTheRoute() {
    RequestHop hop = hop(new BasicHttpRequest("GET", "/items?id=1"), new HttpRoute(ORDERS));

    assertThat(hop.method()).isEqualTo("GET");
    assertThat(hop.scheme()).isEqualTo("https");
    assertThat(hop.host()).isEqualTo("Orders");
    assertThat(hop.port()).isEqualTo(8443);
    assertThat(hop.path()).isEqualTo("/items?id=1");
    assertThat(hop.mayResolve()).isTrue();
  }

  @Test
  void resolvesNoNameThatAProxyResolves() {
    HttpRoute proxied = new HttpRoute(ORDERS, null, new HttpHost("proxy", 3128), false);

    assertThat(hop(new BasicHttpRequest("GET", "/"), proxied).mayResolve()).isFalse();
  }

  @Test
  void tellsThePathOfARequestLineForAProxy() {
    assertThat(path("http://orders:8080/items?next=http://x/")).isEqualTo("/items?next=http://x/");
    assertThat(path("http://orders?sig=1")).isEqualTo("?sig=1");
    assertThat(path("/items?next=http://x/")).isEqualTo("/items?next=http://x/");
    assertThat(path("*")).isEqualTo("*");
  }

  @Test
  void readsHeadersWithoutRegardToCase() {
    HttpRequest request = new BasicHttpRequest("GET", "/");
    request.addHeader("AUTHORIZATION", "Basic mine");
    request.addHeader(new BasicHeader("Empty", null));
    RequestHop hop = hop(request, new HttpRoute(ORDERS));

    assertThat(hop.header("Authorization")).isEqualTo("Basic mine");
    assertThat(hop.header("empty")).isEmpty();
    assertThat(hop.header("Absent")).isNull();
  }

  @Test
  void writesOnACopyAndLeavesTheRequestUnchanged() {
    HttpRequest request = new HttpGet("http://orders/");
    request.addHeader("Accept", "a");
    request.addHeader("Accept", "b");
    RequestHop hop = hop(request, new HttpRoute(ORDERS));
    assertThat(hop.relayed()).isNull();

    hop.setHeader("Authorization", "Bearer one");
    hop.setHeader("authorization", "Bearer two");

    assertThat(request.getAllHeaders()).hasSize(2);
    RelayedRequest relayed = hop.relayed();
    assertThat(relayed.getHeaders("Accept"))
        .extracting(header -> header.getValue())
        .containsExactly("a", "b");
    assertThat(relayed.getHeaders("Authorization"))
        .extracting(header -> header.getValue())
        .containsExactly("Bearer two");
    assertThat(relayed.getRequestLine()).hasToString(request.getRequestLine().toString());
    assertThat(relayed.getProtocolVersion()).isEqualTo(request.getProtocolVersion());
    assertThat(relayed.getParams()).isSameAs(request.getParams());
    assertThat(relayed.hop()).isSameAs(hop);
    assertThat(relayed).isNotInstanceOf(HttpEntityEnclosingRequest.class);
  }

  @Test
  void keepsTheEntity() {
    HttpPost request = new HttpPost("http://orders/");
    request.setEntity(new ByteArrayEntity(new byte[3]));
    request.setHeader("Expect", "100-continue");
    RequestHop hop = hop(request, new HttpRoute(ORDERS));

    hop.setHeader("Authorization", "Bearer one");

    HttpEntityEnclosingRequest relayed = (HttpEntityEnclosingRequest) hop.relayed();
    assertThat(relayed.getEntity()).isSameAs(request.getEntity());
    assertThat(relayed.expectContinue()).isTrue();
  }

  @Test
  void neverPrintsTheToken() {
    RequestHop hop = hop(new HttpGet("http://orders/items"), new HttpRoute(ORDERS));

    hop.setHeader("Authorization", "Bearer secret");

    assertThat(hop.relayed().toString()).contains("/items").doesNotContain("secret");
    assertThat(hop.toString()).doesNotContain("secret");
  }

  private static String path(String uri) {
    return hop(new BasicHttpRequest("GET", uri), new HttpRoute(ORDERS)).path();
  }

  private static RequestHop hop(HttpRequest request, HttpRoute route) {
    HttpContext context = new BasicHttpContext();
    context.setAttribute("http.route", route);
    return new RequestHop(request, Route.of(new DefaultHttpClientConnection(), context));
  }
}
