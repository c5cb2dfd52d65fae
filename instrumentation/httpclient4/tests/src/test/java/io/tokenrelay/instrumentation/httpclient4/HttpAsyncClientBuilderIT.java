package io.tokenrelay.instrumentation.httpclient4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.instrumentation.testing.RefusingProxy;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.conn.DnsResolver;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.SystemDefaultCredentialsProvider;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.impl.nio.conn.PoolingNHttpClientConnectionManager;
import org.apache.http.impl.nio.reactor.DefaultConnectingIOReactor;
import org.apache.http.nio.client.HttpAsyncClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The clients of 4.0 and later. */
class HttpAsyncClientBuilderIT extends RelaysThroughHttpAsyncClient4 {
  private final List<CloseableHttpAsyncClient> narrow = new ArrayList<>();
  private final CloseableHttpAsyncClient client = started(withPool(16));

  @Override
  protected HttpAsyncClient client() {
    return client;
  }

  @Override
  protected HttpAsyncClient narrowClient(int connections) {
    CloseableHttpAsyncClient made = started(withPool(connections));
    narrow.add(made);
    return made;
  }

  @Override
  protected HttpAsyncClient clientWith(DnsResolver resolver) throws Exception {
    CloseableHttpAsyncClient made =
        started(
            HttpAsyncClients.custom()
                .setConnectionManager(
                    new PoolingNHttpClientConnectionManager(
                        new DefaultConnectingIOReactor(), null, resolver)));
    narrow.add(made);
    return made;
  }

  @Override
  protected HttpAsyncClient clientWith(CredentialsProvider credentials) {
    CloseableHttpAsyncClient made =
        started(HttpAsyncClients.custom().setDefaultCredentialsProvider(credentials));
    narrow.add(made);
    return made;
  }

  @Override
  protected Client clientThatKeepsCookies() {
    HttpAsyncClient keeping = clientWith(new BasicCredentialsProvider());
    return url -> send(keeping, new HttpGet(url)).get(60, TimeUnit.SECONDS);
  }

  @Override
  protected Client clientThatAsksTheJvm() {
    HttpAsyncClient asking = clientWith(new SystemDefaultCredentialsProvider());
    return url -> send(asking, new HttpGet(url)).get(60, TimeUnit.SECONDS);
  }

  @AfterAll
  void closeConnections() throws IOException {
    client.close();
    for (CloseableHttpAsyncClient each : narrow) {
      each.close();
    }
  }

  @Test
  void aCallThatTakesTooLongIsOverForItsUser() throws Exception {
    RequestConfig soon = RequestConfig.custom().setSocketTimeout(200).build();
    Map<String, Future<String>> late = new LinkedHashMap<>();
    for (String user : new String[] {"alice", "bob"}) {
      HttpGet request = new HttpGet(downstream.inEstate("/hold"));
      request.setConfig(soon);
      late.put(user, as(tokenOf(user), () -> send(client, request)));
    }
    for (Future<String> each : late.values()) {
      assertThatThrownBy(() -> each.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class);
    }
    downstream.reset();
    assertThat(as(tokenOf("carol"), () -> get(downstream.inEstate("/")))).isEqualTo("200 carol");
  }

  @Test
  void interceptorsNeverSeeTheHeader() throws Exception {
    List<Boolean> seen = Collections.synchronizedList(new ArrayList<>());
    try (CloseableHttpAsyncClient watched =
        started(
            withPool(1)
                .addInterceptorLast(
                    (HttpRequestInterceptor)
                        (request, context) -> seen.add(request.containsHeader("Authorization"))))) {
      as(tokenOf("alice"), () -> send(watched, new HttpGet(downstream.inEstate("/")))).get();
    }
    assertThat(seen).containsExactly(false);
    assertThat(users()).containsExactly("alice");
  }

  @Test
  void keepsTheHeaderThatAnInterceptorSets() throws Exception {
    try (CloseableHttpAsyncClient own =
        started(
            withPool(1)
                .addInterceptorLast(
                    (HttpRequestInterceptor)
                        (request, context) -> request.setHeader("Authorization", "Basic YTpi")))) {
      as(tokenOf("alice"), () -> send(own, new HttpGet(downstream.inEstate("/")))).get();
    }
    assertThat(downstream.only().authorization).containsExactly("Basic YTpi");
  }

  @Test
  void judgesTheTargetBehindAProxy() throws Exception {
    try (CloseableHttpAsyncClient proxied =
        started(withPool(4).setProxy(new HttpHost("127.0.0.1", downstream.port())))) {
      assertThat(as(tokenOf("alice"), () -> send(proxied, new HttpGet("http://orders/"))).get())
          .isEqualTo("200 alice");
      assertThat(
              as(tokenOf("alice"), () -> send(proxied, new HttpGet("http://stranger.example/")))
                  .get())
          .isEqualTo("200 nobody");
    }
  }

  /** A proxy goes by the request line, whatever the client has taken for the target. */
  @Test
  void judgesTheHostOfTheRequestLineToo() throws Exception {
    HttpHost orders = new HttpHost("orders");
    try (CloseableHttpAsyncClient proxied =
        started(withPool(4).setProxy(new HttpHost("127.0.0.1", downstream.port())))) {
      for (String url : RelaysThroughHttpClient4.STRANGERS) {
        assertThat(as(tokenOf("alice"), () -> send(proxied, orders, new HttpGet(url))).get())
            .as(url)
            .isEqualTo("200 nobody");
      }
      assertThat(
              as(
                      tokenOf("alice"),
                      () -> send(proxied, orders, new HttpGet("http://shop.internal/")))
                  .get())
          .isEqualTo("200 alice");
    }
  }

  @Test
  void judgesTheHostThatAnInterceptorWritesIntoTheRequestLine() throws Exception {
    for (String url : RelaysThroughHttpClient4.STRANGERS) {
      try (CloseableHttpAsyncClient rewriting =
          started(
              withPool(1)
                  .addInterceptorLast(
                      (HttpRequestInterceptor)
                          (request, context) ->
                              ((HttpRequestWrapper) request).setURI(URI.create(url))))) {
        assertThat(
                as(tokenOf("alice"), () -> send(rewriting, new HttpGet(downstream.inEstate("/"))))
                    .get())
            .as(url)
            .isEqualTo("200 nobody");
      }
    }
  }

  @Test
  void neverShowsTheTokenToAProxyOutside() throws Exception {
    for (String proxy : new String[] {"localhost", "127.0.0.66"}) {
      try (CloseableHttpAsyncClient proxied =
          started(withPool(4).setProxy(new HttpHost(proxy, downstream.port())))) {
        assertThat(as(tokenOf("alice"), () -> send(proxied, new HttpGet("http://orders/"))).get())
            .isEqualTo("200 nobody");
      }
    }
  }

  @Test
  void neverSendsTheTokenToAProxyThatIsAskedForATunnel() throws Exception {
    try (RefusingProxy proxy = RefusingProxy.start();
        CloseableHttpAsyncClient proxied =
            started(withPool(4).setProxy(new HttpHost("127.0.0.1", proxy.port())))) {
      Future<String> refused =
          as(tokenOf("alice"), () -> send(proxied, new HttpGet("https://orders/")));
      try {
        refused.get(30, TimeUnit.SECONDS);
      } catch (ExecutionException inSomeVersions) {
        // in others the refusal is an answer
      }

      assertThat(proxy.heads()).isNotEmpty();
      assertThat(proxy.heads().element())
          .startsWith("CONNECT orders:443 ")
          .doesNotContain("Authorization");
    }
  }

  @Test
  void relaysThroughTheMinimalClient() throws Exception {
    try (CloseableHttpAsyncClient minimal = HttpAsyncClients.createMinimal()) {
      minimal.start();
      for (String user : new String[] {"alice", "nobody", "bob"}) {
        assertThat(
                as(tokenOf(user), () -> send(minimal, new HttpGet(downstream.inEstate("/")))).get())
            .isEqualTo("200 " + user);
      }
      assertThat(
              as(tokenOf("alice"), () -> send(minimal, new HttpGet(downstream.asStranger("/"))))
                  .get())
          .isEqualTo("200 nobody");
    }
  }

  private static HttpAsyncClientBuilder withPool(int perRoute) {
    return HttpAsyncClients.custom().setMaxConnPerRoute(perRoute).setMaxConnTotal(64);
  }

  private static CloseableHttpAsyncClient started(HttpAsyncClientBuilder builder) {
    CloseableHttpAsyncClient client = builder.build();
    client.start();
    return client;
  }
}
