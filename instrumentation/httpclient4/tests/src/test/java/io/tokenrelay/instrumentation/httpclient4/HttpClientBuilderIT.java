package io.tokenrelay.instrumentation.httpclient4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.DnsResolver;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The clients of 4.3 and later. */
class HttpClientBuilderIT extends RelaysThroughHttpClient4 {
  private final CloseableHttpClient client =
      HttpClients.custom().setMaxConnPerRoute(16).setMaxConnTotal(64).build();

  @Override
  protected HttpClient client() {
    return client;
  }

  @Override
  protected HttpClient clientThrough(HttpHost proxy) {
    return HttpClients.custom().setProxy(proxy).build();
  }

  @Override
  protected HttpClient clientWith(DnsResolver resolver) {
    return HttpClients.custom()
        .setConnectionManager(
            new PoolingHttpClientConnectionManager(
                RegistryBuilder.<ConnectionSocketFactory>create()
                    .register("http", PlainConnectionSocketFactory.getSocketFactory())
                    .build(),
                resolver))
        .build();
  }

  @Override
  protected HttpClient clientWith(HttpRequestInterceptor interceptor) {
    return HttpClients.custom().addInterceptorLast(interceptor).build();
  }

  @Override
  protected HttpClient clientWith(CredentialsProvider credentials) {
    return HttpClients.custom().setDefaultCredentialsProvider(credentials).build();
  }

  @Override
  protected Client clientThatKeepsCookies() {
    HttpClient keeping = HttpClients.createDefault();
    return url -> answerOf(keeping.execute(new HttpGet(url)));
  }

  @Override
  protected Client clientThatAsksTheJvm() {
    HttpClient asking = HttpClients.createSystem();
    return url -> answerOf(asking.execute(new HttpGet(url)));
  }

  @Override
  protected void readdress(HttpRequest request, String url) {
    ((HttpRequestWrapper) request).setURI(URI.create(url));
  }

  @Test
  void judgesTheHostOfTheRequestLineWhereTheRouteLeadsElsewhere() throws Exception {
    HttpRoute route =
        new HttpRoute(
            new HttpHost("orders"), null, new HttpHost("127.0.0.1", downstream.port()), false);
    try (CloseableHttpClient routed =
        HttpClients.custom().setRoutePlanner((target, request, context) -> route).build()) {
      for (String url : STRANGERS) {
        assertThat(as(issuer.token("alice"), () -> answerOf(routed.execute(new HttpGet(url)))))
            .as(url)
            .isEqualTo("200 nobody");
      }
      assertThat(
              as(
                  issuer.token("alice"),
                  () -> answerOf(routed.execute(new HttpGet("http://orders/")))))
          .isEqualTo("200 alice");
    }
  }

  @AfterAll
  void closeConnections() throws IOException {
    client.close();
  }

  @Test
  void relaysThroughTheMinimalClient() throws Exception {
    try (CloseableHttpClient minimal = HttpClients.createMinimal()) {
      assertThat(
              as(
                  issuer.token("alice"),
                  () -> answerOf(minimal.execute(new HttpGet(downstream.inEstate("/"))))))
          .isEqualTo("200 alice");
      assertThat(
              as(
                  issuer.token("alice"),
                  () -> answerOf(minimal.execute(new HttpGet(downstream.asStranger("/"))))))
          .isEqualTo("200 nobody");
    }
  }

  @Test
  void worksBelowAnExecutorOfTheApplication() throws Exception {
    List<Boolean> seen = new ArrayList<>();
    HttpRequestExecutor watching =
        new HttpRequestExecutor() {
          @Override
          public HttpResponse execute(
              HttpRequest request, HttpClientConnection connection, HttpContext context)
              throws IOException, HttpException {
            HttpResponse response = super.execute(request, connection, context);
            seen.add(request.containsHeader("Authorization"));
            return response;
          }
        };
    try (CloseableHttpClient watched = HttpClients.custom().setRequestExecutor(watching).build()) {
      assertThat(
              as(
                  issuer.token("alice"),
                  () -> answerOf(watched.execute(new HttpGet(downstream.inEstate("/"))))))
          .isEqualTo("200 alice");
    }
    assertThat(seen).containsExactly(false);
  }

  @Test
  void keepsTheHeaderThatAnInterceptorSets() throws Exception {
    try (CloseableHttpClient own =
        HttpClients.custom()
            .addInterceptorLast(
                (HttpRequest request, HttpContext context) ->
                    request.setHeader("Authorization", "Basic YTpi"))
            .build()) {
      as(issuer.token("alice"), () -> answerOf(own.execute(new HttpGet(downstream.inEstate("/")))));
    }
    assertThat(downstream.only().authorization).containsExactly("Basic YTpi");
  }
}
