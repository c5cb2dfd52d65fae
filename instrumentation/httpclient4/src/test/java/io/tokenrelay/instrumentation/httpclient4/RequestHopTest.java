package io.tokenrelay.instrumentation.httpclient4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import org.apache.http.params.BasicHttpParams;
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
    assertThat(hop.proxy()).isNull();
    assertThat(hop.isReadByProxy()).isFalse();
    assertThat(hop.alias()).isNull();
  }

  @Test
  void tellsTheProxyOfTheRouteAndWhetherItReadsTheRequest() {
    HttpHost proxy = new HttpHost("proxy", 3128);
    HttpRequest request = new BasicHttpRequest("GET", "/");
    RequestHop read = hop(request, new HttpRoute(ORDERS, null, proxy, false));
    RequestHop tunnelled = hop(request, new HttpRoute(ORDERS, null, proxy, true));

    assertThat(read.proxy()).isEqualTo(InetSocketAddress.createUnresolved("proxy", 3128));
    assertThat(read.isReadByProxy()).isTrue();
    assertThat(tunnelled.proxy()).isEqualTo(read.proxy());
    assertThat(tunnelled.isReadByProxy()).isFalse();
  }

  @Test
  void tellsThePeerOfTheConnection() throws IOException {
    HttpRequest request = new BasicHttpRequest("GET", "/");
    Route route = Route.to(new HttpRoute(ORDERS));
    RequestHop unknown = RequestHop.by(route, request, new Object(), null);
    assertThat(unknown.isConnected()).isTrue();
    assertThat(unknown.peer()).isNull();

    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(listening.getInetAddress(), listening.getLocalPort())) {
      RequestHop hop = RequestHop.by(route, request, connection(socket), null);
      assertThat(hop.isConnected()).isTrue();
      assertThat(hop.peer()).isEqualTo(listening.getInetAddress());
      assertThat(hop.host()).isEqualTo("Orders");
    }
  }

  @Test
  void goesWhereTheConnectionLeadsWhenThereIsNoClient() throws IOException {
    HttpRequest request = new BasicHttpRequest("GET", "/");
    request.addHeader("Host", "orders:8080");
    assertThat(RequestHop.withoutClient(request, new Object())).isNull();
    assertThat(RequestHop.withoutClient(request, new DefaultHttpClientConnection())).isNull();

    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Socket socket = new Socket(listening.getInetAddress(), listening.getLocalPort())) {
      RequestHop hop = RequestHop.withoutClient(request, connection(socket));
      assertThat(hop.host()).isEqualTo("127.0.0.1");
      assertThat(hop.port()).isEqualTo(listening.getLocalPort());
      assertThat(hop.peer()).isEqualTo(listening.getInetAddress());
      assertThat(hop.alias()).isEqualTo("orders");
    }
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
    return RequestHop.by(Route.to(route), request, null, null);
  }

  private static DefaultHttpClientConnection connection(Socket socket) throws IOException {
    DefaultHttpClientConnection connection = new DefaultHttpClientConnection();
    connection.bind(socket, new BasicHttpParams());
    return connection;
  }
}
