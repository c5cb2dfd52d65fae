package io.tokenrelay.instrumentation.httpclient5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.Test;

class RequestHopTest {
  private static final HttpHost ORDERS = new HttpHost("https", "Orders", 8443);

  @Test
  void tellsTheTargetOfTheRoute() {
    RequestHop hop = hop(new HttpGet("http://virtual/items?id=1"), new HttpRoute(ORDERS));

    assertThat(hop.method()).isEqualTo("GET");
    assertThat(hop.scheme()).isEqualTo("https");
    assertThat(hop.host()).isEqualToIgnoringCase("orders");
    assertThat(hop.port()).isEqualTo(8443);
    assertThat(hop.path()).isEqualTo("/items?id=1");
    assertThat(hop.proxy()).isNull();
    assertThat(hop.isReadByProxy()).isFalse();
    assertThat(hop.alias()).isNull();
    assertThat(hop.isConnected()).isTrue();
    assertThat(hop.peer()).isEqualTo(InetAddress.getLoopbackAddress());
  }

  @Test
  void tellsTheProxyOfTheRouteAndWhetherItReadsTheRequest() {
    HttpHost proxy = new HttpHost("http", "proxy", 3128);
    RequestHop read = hop(new HttpGet("/"), new HttpRoute(ORDERS, null, proxy, false));
    RequestHop tunnelled = hop(new HttpGet("/"), new HttpRoute(ORDERS, null, proxy, true));

    assertThat(read.proxy()).isEqualTo(InetSocketAddress.createUnresolved("proxy", 3128));
    assertThat(read.isReadByProxy()).isTrue();
    assertThat(tunnelled.proxy()).isEqualTo(read.proxy());
    assertThat(tunnelled.isReadByProxy()).isFalse();
  }

  @Test
  void goesWhereTheConnectionLeadsWhenThereIsNoClient() throws IOException {
    HttpGet request = new HttpGet("http://orders/");
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Socket socket = new Socket(listening.getInetAddress(), listening.getLocalPort());
        DefaultBHttpClientConnection connection =
            new DefaultBHttpClientConnection(Http1Config.DEFAULT)) {
      assertThat(RequestHop.withoutClient(request, connection)).isNull();
      connection.bind(socket);

      RequestHop hop = RequestHop.withoutClient(request, connection);

      assertThat(hop.scheme()).isEqualTo("http");
      assertThat(hop.host()).isEqualTo("127.0.0.1");
      assertThat(hop.port()).isEqualTo(listening.getLocalPort());
      assertThat(hop.peer()).isEqualTo(listening.getInetAddress());
      assertThat(hop.alias()).isEqualTo("orders");
      assertThat(RequestHop.by(Route.straightTo(ORDERS), request, connection, null).peer())
          .isEqualTo(listening.getInetAddress());
    }
  }

  @Test
  void tellsThePathOfARequestForAProxy() {
    assertThat(path("http://orders:8080/items?next=http://x/")).isEqualTo("/items?next=http://x/");
    assertThat(path("http://orders?sig=1")).isEqualTo("?sig=1");
    assertThat(path("/items?next=http://x/")).isEqualTo("/items?next=http://x/");
    assertThat(path("*")).isEqualTo("*");
  }

  @Test
  void readsHeadersWithoutRegardToCase() {
    ClassicHttpRequest request = new HttpGet("/");
    request.addHeader("AUTHORIZATION", "Basic mine");
    request.addHeader(new BasicHeader("Empty", null));
    RequestHop hop = hop(request, new HttpRoute(ORDERS));

    assertThat(hop.header("Authorization")).isEqualTo("Basic mine");
    assertThat(hop.header("empty")).isEmpty();
    assertThat(hop.header("Absent")).isNull();
  }

  @Test
  void writesOnACopyAndLeavesTheRequestUnchanged() throws Exception {
    BasicClassicHttpRequest request =
        new BasicClassicHttpRequest("GET", URI.create("http://orders:81/items?id=1"));
    request.setVersion(HttpVersion.HTTP_1_0);
    request.addHeader("Accept", "a");
    request.addHeader("Accept", "b");
    RequestHop hop = hop(request, new HttpRoute(ORDERS));
    assertThat(hop.relayed()).isNull();

    hop.setHeader("Authorization", "Bearer one");
    hop.setHeader("authorization", "Bearer two");

    assertThat(request.getHeaders()).hasSize(2);
    RelayedRequest relayed = hop.relayed();
    assertThat(relayed.getHeaders("Accept"))
        .extracting(header -> header.getValue())
        .containsExactly("a", "b");
    assertThat(relayed.getHeaders("Authorization"))
        .extracting(header -> header.getValue())
        .containsExactly("Bearer two");
    assertThat(relayed.getMethod()).isEqualTo("GET");
    assertThat(relayed.getRequestUri()).isEqualTo("/items?id=1");
    assertThat(relayed.getUri()).isEqualTo(request.getUri());
    assertThat(relayed.getScheme()).isEqualTo("http");
    assertThat(relayed.getAuthority()).isEqualTo(request.getAuthority());
    assertThat(relayed.getPath()).isEqualTo("/items?id=1");
    assertThat(relayed.getVersion()).isEqualTo(HttpVersion.HTTP_1_0);
    assertThat(relayed.hop()).isSameAs(hop);
  }

  @Test
  void keepsTheEntity() {
    HttpPost request = new HttpPost("http://orders/");
    request.setEntity(new ByteArrayEntity(new byte[3], ContentType.APPLICATION_OCTET_STREAM));
    RequestHop hop = hop(request, new HttpRoute(ORDERS));

    hop.setHeader("Authorization", "Bearer one");

    assertThat(((ClassicHttpRequest) hop.relayed()).getEntity()).isSameAs(request.getEntity());
  }

  @Test
  void neverPrintsTheToken() {
    RequestHop hop = hop(new HttpGet("http://orders/items"), new HttpRoute(ORDERS));

    hop.setHeader("Authorization", "Bearer secret");

    assertThat(hop.relayed().toString()).contains("/items").doesNotContain("secret");
    assertThat(hop.toString()).doesNotContain("secret");
  }

  private static String path(String path) {
    ClassicHttpRequest request = new BasicClassicHttpRequest("GET", "/");
    request.setPath(path);
    return hop(request, new HttpRoute(ORDERS)).path();
  }

  private static RequestHop hop(ClassicHttpRequest request, HttpRoute route) {
    return new RequestHop(request, Route.to(route), InetAddress.getLoopbackAddress(), null, null);
  }
}
