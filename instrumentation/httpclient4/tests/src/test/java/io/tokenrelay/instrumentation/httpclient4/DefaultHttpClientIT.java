package io.tokenrelay.instrumentation.httpclient4;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.Downstream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.client.CookieStore;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.protocol.ResponseProcessCookies;
import org.apache.http.conn.DnsResolver;
import org.apache.http.conn.params.ConnRoutePNames;
import org.apache.http.cookie.CookieOrigin;
import org.apache.http.impl.DefaultHttpClientConnection;
import org.apache.http.impl.client.BasicCookieStore;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.client.RequestWrapper;
import org.apache.http.impl.conn.PoolingClientConnectionManager;
import org.apache.http.impl.conn.SchemeRegistryFactory;
import org.apache.http.impl.cookie.BrowserCompatSpec;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.params.BasicHttpParams;
import org.apache.http.params.HttpParams;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The client of 4.0 to 4.2, which later versions keep as deprecated, and the core by itself. */
class DefaultHttpClientIT extends RelaysThroughHttpClient4 {
  private final DefaultHttpClient client = client(new BasicHttpParams());

  @Override
  protected HttpClient client() {
    return client;
  }

  @Override
  protected HttpClient clientThrough(HttpHost proxy) {
    HttpParams params = new BasicHttpParams();
    params.setParameter(ConnRoutePNames.DEFAULT_PROXY, proxy);
    return client(params);
  }

  @Override
  protected void readdress(HttpRequest request, String url) {
    ((RequestWrapper) request).setURI(URI.create(url));
  }

  @Test
  void judgesTheHostOfTheRequestLineWhereTheCoreIsUsedAlone() throws Exception {
    assertThat(throughTheCore(Downstream.FRIEND, "orders", "http://stranger.example/"))
        .isEqualTo("200 nobody");
    assertThat(throughTheCore(Downstream.FRIEND, "orders", "http://shop.internal/"))
        .isEqualTo("200 alice");
  }

  @AfterAll
  void closeConnections() {
    client.getConnectionManager().shutdown();
  }

  @Test
  void judgesTheConnectionAndNotTheVirtualHost() throws Exception {
    HttpRequest request = new BasicHttpRequest("GET", "/");
    request.getParams().setParameter("http.virtual-host", new HttpHost("orders"));
    HttpHost stranger = new HttpHost("localhost", downstream.port());

    assertThat(as(issuer.token("alice"), () -> answerOf(client().execute(stranger, request))))
        .isEqualTo("200 nobody");
    assertThat(downstream.only().host).startsWith("orders");
  }

  @Test
  void relaysThroughTheCoreAlone() throws Exception {
    HttpRequest request = new BasicHttpRequest("GET", "/");
    request.addHeader("Host", "127.0.0.1");
    HttpContext context = new BasicHttpContext();
    context.setAttribute("http.target_host", new HttpHost("127.0.0.1", downstream.port()));
    try (Socket socket = new Socket("127.0.0.1", downstream.port())) {
      DefaultHttpClientConnection connection = new DefaultHttpClientConnection();
      connection.bind(socket, new BasicHttpParams());

      HttpResponse response =
          as(
              issuer.token("alice"),
              () -> new HttpRequestExecutor().execute(request, connection, context));
      connection.receiveResponseEntity(response);

      assertThat(answerOf(response)).isEqualTo("200 alice");
      assertThat(request.getAllHeaders()).hasSize(1);
    }
  }

  /** As an application does that has put a client of its own together. */
  @Test
  void keepsNoSessionOfAUsersWhicheverThreadHandsTheAnswerToTheCookieStore() throws Exception {
    for (boolean ofAlice : new boolean[] {true, false}) {
      String token = ofAlice ? issuer.token("alice") : null;
      HttpRequest request = new BasicHttpRequest("GET", "/session");
      request.addHeader("Host", "127.0.0.1");
      CookieStore store = new BasicCookieStore();
      HttpContext context = new BasicHttpContext();
      context.setAttribute("http.cookie-store", store);
      context.setAttribute("http.cookie-spec", new BrowserCompatSpec());
      context.setAttribute(
          "http.cookie-origin", new CookieOrigin("127.0.0.1", downstream.port(), "/", false));
      try (Socket socket = new Socket("127.0.0.1", downstream.port())) {
        DefaultHttpClientConnection connection = new DefaultHttpClientConnection();
        connection.bind(socket, new BasicHttpParams());

        HttpResponse response =
            as(token, () -> new HttpRequestExecutor().execute(request, connection, context));
        new ResponseProcessCookies().process(response, context);

        assertThat(store.getCookies()).hasSize(ofAlice ? 0 : 1);
      }
    }
  }

  @Override
  protected HttpClient clientWith(DnsResolver resolver) {
    return new DefaultHttpClient(
        new PoolingClientConnectionManager(SchemeRegistryFactory.createDefault(), resolver));
  }

  @Override
  protected HttpClient clientWith(CredentialsProvider credentials) {
    DefaultHttpClient client = client(new BasicHttpParams());
    client.setCredentialsProvider(credentials);
    return client;
  }

  /** These clients do not ask it. */
  @Override
  protected Client clientThatKeepsCookies() {
    HttpClient keeping = new DefaultHttpClient(new PoolingClientConnectionManager());
    return url -> answerOf(keeping.execute(new HttpGet(url)));
  }

  @Override
  protected Client clientThatAsksTheJvm() {
    return null;
  }

  /** It is the virtual host's credentials that the client looks for when it is challenged. */
  @Test
  void leavesACallToTheCredentialsForItsVirtualHost() throws Exception {
    HttpClient own = clientWith(Robot.credentialsFor("orders", downstream.port()));
    HttpRequest request = new BasicHttpRequest("GET", "/challenge");
    request.getParams().setParameter("http.virtual-host", new HttpHost("orders"));
    HttpHost host = new HttpHost("127.0.0.1", downstream.port());

    assertThat(as(issuer.token("alice"), () -> answerOf(own.execute(host, request))))
        .isEqualTo("200 robot");
    assertThat(users()).containsOnlyNulls();
  }

  @Override
  protected HttpClient clientWith(HttpRequestInterceptor interceptor) {
    DefaultHttpClient client = client(new BasicHttpParams());
    client.addRequestInterceptor(interceptor);
    return client;
  }

  /** A name that the request bears proves nothing, and may keep the token away. */
  @Test
  void judgesTheAddressAndTheHostHeaderWhereTheCoreIsUsedAlone() throws Exception {
    assertThat(throughTheCore(Downstream.STRANGER, "orders")).isEqualTo("200 nobody");
    assertThat(throughTheCore(Downstream.FRIEND, "localhost")).isEqualTo("200 nobody");
    assertThat(throughTheCore(Downstream.FRIEND, "orders")).isEqualTo("200 alice");
  }

  private String throughTheCore(InetAddress address, String host) throws Exception {
    return throughTheCore(address, host, "/");
  }

  private String throughTheCore(InetAddress address, String host, String target) throws Exception {
    HttpRequest request = new BasicHttpRequest("GET", target);
    request.addHeader("Host", host + ":" + downstream.port());
    HttpContext context = new BasicHttpContext();
    context.setAttribute("http.target_host", new HttpHost("127.0.0.1", downstream.port()));
    try (Socket socket = new Socket(address, downstream.port())) {
      DefaultHttpClientConnection connection = new DefaultHttpClientConnection();
      connection.bind(socket, new BasicHttpParams());
      HttpResponse response =
          as(
              issuer.token("alice"),
              () -> new HttpRequestExecutor().execute(request, connection, context));
      connection.receiveResponseEntity(response);
      return answerOf(response);
    }
  }

  private static DefaultHttpClient client(HttpParams params) {
    PoolingClientConnectionManager connections = new PoolingClientConnectionManager();
    connections.setDefaultMaxPerRoute(16);
    connections.setMaxTotal(64);
    return new DefaultHttpClient(connections, params);
  }
}
