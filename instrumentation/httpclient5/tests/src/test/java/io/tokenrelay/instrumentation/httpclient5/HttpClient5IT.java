package io.tokenrelay.instrumentation.httpclient5;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.AtOnce;
import io.tokenrelay.instrumentation.testing.Downstream;
import io.tokenrelay.instrumentation.testing.RefusingProxy;
import io.tokenrelay.instrumentation.testing.RelaysOutbound;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.cookie.CookieOrigin;
import org.apache.hc.client5.http.cookie.CookieSpec;
import org.apache.hc.client5.http.cookie.CookieStore;
import org.apache.hc.client5.http.impl.auth.BasicAuthCache;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.cookie.RFC6265LaxSpec;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.protocol.ResponseProcessCookies;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.impl.bootstrap.HttpRequester;
import org.apache.hc.core5.http.impl.bootstrap.RequesterBootstrap;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.BasicHttpContext;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HttpClient5IT extends RelaysOutbound {
  /** The URLs of those whom a request may name, and who may not have the token. */
  static final String[] STRANGERS = {
    "http://stranger.example/",
    "http://localhost/",
    "http://169.254.169.254/latest",
    "https://stranger.example/",
    "http://stranger.example:8080/?query",
  };

  private final CloseableHttpClient client = withPool().build();

  @Override
  protected Class<?> libraryClass() {
    return HttpClient.class;
  }

  @Override
  protected String get(String url, String... headers) throws IOException {
    HttpGet request = new HttpGet(url);
    for (int i = 0; i < headers.length; i += 2) {
      request.addHeader(headers[i], headers[i + 1]);
    }
    return send(client, request);
  }

  @Override
  protected Client clientThatResolves(Function<String, InetAddress> resolver) {
    CloseableHttpClient resolving =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new Resolver(resolver))
                    .build())
            .build();
    return url -> send(resolving, new HttpGet(url));
  }

  @Override
  protected Client clientWithCredentialsFor(String host, int port) {
    CloseableHttpClient own =
        withPool().setDefaultCredentialsProvider(Robot.credentialsFor(host, port)).build();
    return url -> send(own, new HttpGet(url));
  }

  @Override
  protected Client clientThatKeepsCookies() {
    CloseableHttpClient keeping = HttpClients.createDefault();
    return url -> send(keeping, new HttpGet(url));
  }

  @Override
  protected Client clientThatAsksTheJvm() {
    CloseableHttpClient asking = HttpClients.createSystem();
    return url -> send(asking, new HttpGet(url));
  }

  @Test
  void looksForCredentialsInTheContextOfTheCallFirst() throws Exception {
    try (CloseableHttpClient own =
        withPool()
            .setDefaultCredentialsProvider(Robot.credentialsFor("127.0.0.1", downstream.port()))
            .build()) {
      for (boolean inContext : new boolean[] {true, false}) {
        HttpClientContext context = HttpClientContext.create();
        context.setCredentialsProvider(
            inContext
                ? Robot.credentialsFor("127.0.0.1", downstream.port())
                : new BasicCredentialsProvider());
        HttpGet request = new HttpGet(downstream.inEstate("/challenge"));

        assertThat(
                as(
                    issuer.token("alice"),
                    () ->
                        (inContext ? client : own)
                            .execute(request, context, HttpClient5IT::answerOf)))
            .isEqualTo(inContext ? "200 robot" : "200 alice");
      }
    }
  }

  /** Some versions refuse such a URL. */
  @Test
  void leavesACallToTheUserThatItsUrlNames() throws Exception {
    String url = downstream.inEstate("/challenge").replace("://", "://robot:secret@");
    try (CloseableHttpClient own = withPool().build()) {
      assertThat(as(issuer.token("alice"), () -> send(own, new HttpGet(url))))
          .isEqualTo("200 robot");
      assertThat(users()).containsOnlyNulls();
    } catch (ClientProtocolException refused) {
      assertThat(downstream.received()).isEmpty();
    }
  }

  @Test
  void givesNoTokenToAClientWhoseStoreOfCredentialsFails() throws Exception {
    try (CloseableHttpClient own = withPool().setDefaultCredentialsProvider(Robot.shut()).build()) {
      assertThat(as(issuer.token("alice"), () -> send(own, new HttpGet(downstream.inEstate("/")))))
          .isEqualTo("200 nobody");
    }
  }

  @Test
  void theCredentialsForAProxyDoNotCount() throws Exception {
    try (CloseableHttpClient proxied =
        withPool()
            .setProxy(new HttpHost("http", "127.0.0.1", downstream.port()))
            .setDefaultCredentialsProvider(Robot.credentialsFor("127.0.0.1", downstream.port()))
            .build()) {
      assertThat(as(issuer.token("alice"), () -> send(proxied, new HttpGet("http://orders/"))))
          .isEqualTo("200 alice");
    }
  }

  /** The route in a context is that of the last call that used it. */
  @Test
  void aCallThatAnInterceptorMakesWithTheSameContextChangesNothing() throws Exception {
    List<String> inner = new ArrayList<>();
    try (CloseableHttpClient calling =
        withPool()
            .addRequestInterceptorLast(
                (request, entity, context) -> {
                  String url =
                      request.containsHeader("To-Stranger")
                          ? downstream.inEstate("/inner")
                          : downstream.asStranger("/inner");
                  inner.add(
                      client.execute(
                          new HttpGet(url), (HttpClientContext) context, HttpClient5IT::answerOf));
                })
            .build()) {
      HttpGet toStranger = new HttpGet(downstream.asStranger("/"));
      toStranger.addHeader("To-Stranger", "1");
      HttpGet toFriend = new HttpGet(downstream.inEstate("/"));

      assertThat(as(issuer.token("alice"), () -> send(calling, toStranger)))
          .isEqualTo("200 nobody");
      assertThat(as(issuer.token("alice"), () -> send(calling, toFriend))).isEqualTo("200 alice");
    }
    assertThat(inner).containsExactly("200 alice", "200 nobody");
  }

  @Test
  void twoThreadsThatShareAContextDoNotMakeAFriendOfAStranger() throws Exception {
    HttpClientContext shared = HttpClientContext.create();
    AtomicInteger wrong = new AtomicInteger();
    List<Callable<Void>> work = new ArrayList<>();
    for (boolean friendly : new boolean[] {true, false}) {
      String url = friendly ? downstream.inEstate("/") : downstream.asStranger("/");
      work.add(
          () -> {
            for (int i = 0; i < 300; i++) {
              String got =
                  as(
                      issuer.token("alice"),
                      () -> client.execute(new HttpGet(url), shared, HttpClient5IT::answerOf));
              if (!friendly && !got.equals("200 nobody")) {
                wrong.incrementAndGet();
              }
            }
            return null;
          });
    }
    AtOnce.run(work);

    assertThat(wrong).hasValue(0);
  }

  @Test
  void neverShowsTheTokenToAProxyOutside() throws Exception {
    for (String proxy : new String[] {"localhost", "127.0.0.66"}) {
      try (CloseableHttpClient proxied =
          withPool().setProxy(new HttpHost("http", proxy, downstream.port())).build()) {
        assertThat(as(issuer.token("alice"), () -> send(proxied, new HttpGet("http://orders/"))))
            .isEqualTo("200 nobody");
      }
    }
  }

  @AfterAll
  void closeConnections() throws IOException {
    client.close();
  }

  @Test
  void theApplicationNeverSeesTheHeader() throws Exception {
    HttpGet request = new HttpGet(downstream.inEstate("/"));
    request.addHeader("Accept", "text/plain");
    HttpClientContext context = HttpClientContext.create();

    String answer =
        as(issuer.token("alice"), () -> client.execute(request, context, HttpClient5IT::answerOf));

    assertThat(answer).isEqualTo("200 alice");
    assertThat(request.getHeaders()).hasSize(1);
    HttpRequest sent = context.getRequest();
    assertThat(sent.containsHeader("Host")).isTrue();
    assertThat(sent.containsHeader("Authorization")).isFalse();
  }

  @Test
  void aRequestUsedAgainCarriesTheTokenOfEachCaller() throws Exception {
    HttpGet request = new HttpGet(downstream.inEstate("/"));

    assertThat(as(issuer.token("alice"), () -> send(client, request))).isEqualTo("200 alice");
    assertThat(as(issuer.token("bob"), () -> send(client, request))).isEqualTo("200 bob");
    assertThat(send(client, request)).isEqualTo("200 nobody");
  }

  @Test
  void aRequestSharedByTwoCallersCarriesTheTokenOfEach() throws Exception {
    assertSharedRequestCarriesTheTokenOfEach(client);
  }

  /** The minimal client sends the application's own object, where the others send a copy. */
  @Test
  void aRequestSharedByTwoCallersOfTheMinimalClientCarriesTheTokenOfEach() throws Exception {
    try (CloseableHttpClient minimal = HttpClients.createMinimal()) {
      assertSharedRequestCarriesTheTokenOfEach(minimal);
    }
  }

  @Test
  void relaysThroughTheMinimalClient() throws Exception {
    try (CloseableHttpClient minimal = HttpClients.createMinimal()) {
      HttpGet request = new HttpGet(downstream.inEstate("/"));

      assertThat(as(issuer.token("alice"), () -> send(minimal, request))).isEqualTo("200 alice");
      assertThat(request.containsHeader("Authorization")).isFalse();
      assertThat(
              as(
                  issuer.token("alice"),
                  () -> send(minimal, new HttpGet(downstream.asStranger("/")))))
          .isEqualTo("200 nobody");
    }
  }

  @Test
  void judgesTheHostThatTheConnectionGoesTo() throws Exception {
    HttpHost stranger = new HttpHost("http", "localhost", downstream.port());

    assertThat(
            as(
                issuer.token("alice"),
                () ->
                    client.execute(
                        stranger, new HttpGet(downstream.inEstate("/")), HttpClient5IT::answerOf)))
        .isEqualTo("200 nobody");
  }

  @Test
  void judgesTheConnectionAndNotTheVirtualHost() throws Exception {
    HttpHost stranger = new HttpHost("http", "localhost", downstream.port());
    ClassicHttpRequest request = new BasicClassicHttpRequest("GET", "/");
    request.setScheme("http");
    request.setAuthority(new URIAuthority("orders"));

    assertThat(
            as(
                issuer.token("alice"),
                () -> client.execute(stranger, request, HttpClient5IT::answerOf)))
        .isEqualTo("200 nobody");
    assertThat(downstream.only().host).startsWith("orders");
  }

  @Test
  void relaysWithABodyThatWaitsToBeAskedFor() throws Exception {
    HttpPost request = new HttpPost(downstream.inEstate("/"));
    request.setEntity(new StringEntity("order"));
    request.addHeader("Expect", "100-continue");

    assertThat(as(issuer.token("alice"), () -> send(client, request))).isEqualTo("200 alice");
  }

  @Test
  void relaysAgainWhenTheConnectionIsLostAndTheCallIsRetried() throws Exception {
    assertThat(as(issuer.token("alice"), () -> get(downstream.inEstate("/drop-once"))))
        .isEqualTo("200 alice");
    assertThat(users()).containsExactly("alice", "alice");
  }

  @Test
  void keepsTheHeaderThatTheClientMakesOfCredentials() throws Exception {
    BasicScheme scheme = new BasicScheme();
    scheme.initPreemptive(new UsernamePasswordCredentials("a", "b".toCharArray()));
    BasicAuthCache schemes = new BasicAuthCache();
    schemes.put(new HttpHost("http", "127.0.0.1", downstream.port()), scheme);
    HttpClientContext context = HttpClientContext.create();
    context.setAuthCache(schemes);

    as(
        issuer.token("alice"),
        () ->
            client.execute(
                new HttpGet(downstream.inEstate("/")), context, HttpClient5IT::answerOf));

    assertThat(downstream.only().authorization).containsExactly("Basic YTpi");
  }

  @Test
  void keepsTheHeaderThatAnInterceptorSets() throws Exception {
    try (CloseableHttpClient own =
        HttpClients.custom()
            .addRequestInterceptorLast(
                (request, entity, context) -> request.setHeader("Authorization", "Basic YTpi"))
            .build()) {
      as(issuer.token("alice"), () -> send(own, new HttpGet(downstream.inEstate("/"))));
    }
    assertThat(downstream.only().authorization).containsExactly("Basic YTpi");
  }

  @Test
  void worksBelowAnExecutorOfTheApplication() throws Exception {
    List<Boolean> seen = new ArrayList<>();
    HttpRequestExecutor watching =
        new HttpRequestExecutor() {
          @Override
          public ClassicHttpResponse execute(
              ClassicHttpRequest request,
              HttpClientConnection connection,
              HttpResponseInformationCallback callback,
              HttpContext context)
              throws IOException, HttpException {
            ClassicHttpResponse response = super.execute(request, connection, callback, context);
            seen.add(request.containsHeader("Authorization"));
            return response;
          }
        };
    try (CloseableHttpClient watched = HttpClients.custom().setRequestExecutor(watching).build()) {
      assertThat(
              as(issuer.token("alice"), () -> send(watched, new HttpGet(downstream.inEstate("/")))))
          .isEqualTo("200 alice");
    }
    assertThat(seen).containsExactly(false);
  }

  @Test
  void judgesTheTargetBehindAProxy() throws Exception {
    try (CloseableHttpClient proxied =
        withPool().setProxy(new HttpHost("http", "127.0.0.1", downstream.port())).build()) {
      assertThat(as(issuer.token("alice"), () -> send(proxied, new HttpGet("http://orders/"))))
          .isEqualTo("200 alice");
      assertThat(
              as(
                  issuer.token("alice"),
                  () -> send(proxied, new HttpGet("http://stranger.example/"))))
          .isEqualTo("200 nobody");
    }
  }

  /** A proxy goes by the request line, whatever the client has taken for the target. */
  @Test
  void judgesTheHostOfTheRequestLineToo() throws Exception {
    HttpHost orders = new HttpHost("http", "orders", 80);
    try (CloseableHttpClient proxied =
        withPool().setProxy(new HttpHost("http", "127.0.0.1", downstream.port())).build()) {
      for (String url : STRANGERS) {
        assertThat(as(issuer.token("alice"), () -> send(proxied, orders, new HttpGet(url))))
            .as(url)
            .isEqualTo("200 nobody");
        downstream.reset();
        as(issuer.token("alice"), () -> send(proxied, orders, withPath(url)));
        assertNamesNobodyElseWithTheToken(downstream.only());
      }
      for (String url : new String[] {"http://shop.internal/", "http://ORDERS:80/"}) {
        assertThat(as(issuer.token("alice"), () -> send(proxied, orders, new HttpGet(url))))
            .as(url)
            .isEqualTo("200 alice");
      }
    }
  }

  @Test
  void judgesTheHostThatAnInterceptorWritesIntoTheRequestLine() throws Exception {
    for (String url : STRANGERS) {
      try (CloseableHttpClient early =
              withPool()
                  .setProxy(new HttpHost("http", "127.0.0.1", downstream.port()))
                  .addExecInterceptorBefore(
                      "PROTOCOL",
                      "readdress",
                      (request, scope, chain) -> {
                        request.setUri(URI.create(url));
                        return chain.proceed(request, scope);
                      })
                  .build();
          CloseableHttpClient late =
              withPool()
                  .addRequestInterceptorLast((request, entity, context) -> request.setPath(url))
                  .build()) {
        assertThat(as(issuer.token("alice"), () -> send(early, new HttpGet("http://orders/"))))
            .as(url)
            .isEqualTo("200 nobody");
        assertThat(
                as(issuer.token("alice"), () -> send(late, new HttpGet(downstream.inEstate("/")))))
            .as(url)
            .isEqualTo("200 nobody");
      }
    }
  }

  @Test
  void judgesTheHostOfTheRequestLineWhereThereIsNoProxy() throws Exception {
    HttpHost friend = new HttpHost("http", "127.0.0.1", downstream.port());
    for (String url : STRANGERS) {
      downstream.reset();
      as(issuer.token("alice"), () -> send(client, friend, withPath(url)));
      assertNamesNobodyElseWithTheToken(downstream.only());
    }
  }

  @Test
  void judgesTheHostOfTheRequestLineWhereTheCoreIsUsedAlone() throws Exception {
    HttpHost host = new HttpHost("http", "127.0.0.1", downstream.port());
    try (HttpRequester requester = RequesterBootstrap.bootstrap().create()) {
      for (String url : STRANGERS) {
        ClassicHttpRequest request = new BasicClassicHttpRequest("GET", host, "/");
        request.setPath(url);
        assertThat(
                as(
                    issuer.token("alice"),
                    () ->
                        requester.execute(
                            host,
                            request,
                            Timeout.ofSeconds(30),
                            new BasicHttpContext(),
                            HttpClient5IT::answerOf)))
            .as(url)
            .isEqualTo("200 nobody");
      }
    }
  }

  @Test
  void judgesEveryHostHeaderAndTheAuthority() throws Exception {
    try (CloseableHttpClient adding =
            withPool()
                .addRequestInterceptorLast(
                    (request, entity, context) -> request.addHeader("Host", "stranger.example"))
                .build();
        CloseableHttpClient absolute =
            withPool()
                .addRequestInterceptorLast(
                    (request, entity, context) ->
                        request.setAuthority(new URIAuthority("stranger.example")))
                .build()) {
      for (CloseableHttpClient each : new CloseableHttpClient[] {adding, absolute}) {
        assertThat(
                as(issuer.token("alice"), () -> send(each, new HttpGet(downstream.inEstate("/")))))
            .isEqualTo("200 nobody");
      }
    }
  }

  /** Some versions write such a path below that of the target, and some as it is. */
  static void assertNamesNobodyElseWithTheToken(Downstream.Received request) {
    if (request.user() != null) {
      assertThat(request.path).matches("(http://orders(:80)?)?/.*");
    }
  }

  private static ClassicHttpRequest withPath(String url) {
    ClassicHttpRequest request = new BasicClassicHttpRequest("GET", "/");
    request.setPath(url);
    return request;
  }

  private static String send(CloseableHttpClient client, HttpHost to, ClassicHttpRequest request)
      throws IOException {
    return client.execute(to, request, HttpClientContext.create(), HttpClient5IT::answerOf);
  }

  @Test
  void neverSendsTheTokenToAProxyThatIsAskedForATunnel() throws Exception {
    try (RefusingProxy proxy = RefusingProxy.start();
        CloseableHttpClient proxied =
            withPool().setProxy(new HttpHost("http", "127.0.0.1", proxy.port())).build()) {
      as(issuer.token("alice"), () -> refused(proxied, new HttpGet("https://orders/")));

      assertThat(proxy.heads()).hasSize(1);
      assertThat(proxy.heads().element())
          .startsWith("CONNECT orders:443 ")
          .doesNotContain("Authorization");
    }
  }

  @Test
  void relaysThroughTheCoreAlone() throws Exception {
    HttpRequester requester = RequesterBootstrap.bootstrap().create();
    HttpHost host = new HttpHost("http", "127.0.0.1", downstream.port());
    ClassicHttpRequest request = new BasicClassicHttpRequest("GET", host, "/");

    String answer =
        as(
            issuer.token("alice"),
            () ->
                requester.execute(
                    host,
                    request,
                    Timeout.ofSeconds(30),
                    new BasicHttpContext(),
                    HttpClient5IT::answerOf));

    assertThat(answer).isEqualTo("200 alice");
    assertThat(request.containsHeader("Authorization")).isFalse();
    requester.close();
  }

  /** As an application does that has put a client of its own together. */
  @Test
  void keepsNoSessionOfAUsersWhicheverThreadHandsTheAnswerToTheCookieStore() throws Exception {
    HttpHost host = new HttpHost("http", "127.0.0.1", downstream.port());
    for (boolean ofAlice : new boolean[] {true, false}) {
      CookieStore store = new BasicCookieStore();
      HttpClientContext context = HttpClientContext.create();
      context.setCookieStore(store);
      set(context, CookieSpec.class, HttpClientContext.COOKIE_SPEC, new RFC6265LaxSpec());
      CookieOrigin here = new CookieOrigin("127.0.0.1", downstream.port(), "/", false);
      set(context, CookieOrigin.class, HttpClientContext.COOKIE_ORIGIN, here);
      try (HttpRequester requester = RequesterBootstrap.bootstrap().create()) {
        ClassicHttpResponse response =
            as(
                ofAlice ? issuer.token("alice") : null,
                () ->
                    requester.execute(
                        host,
                        new BasicClassicHttpRequest("GET", host, "/session"),
                        Timeout.ofSeconds(30),
                        context,
                        answer -> {
                          answerOf(answer);
                          return answer;
                        }));
        new ResponseProcessCookies().process(response, null, context);
      }
      assertThat(store.getCookies()).hasSize(ofAlice ? 0 : 1);
    }
  }

  /** From 5.4 on these are no attributes. */
  private static <T> void set(HttpClientContext context, Class<T> type, String attribute, T value)
      throws ReflectiveOperationException {
    for (Method method : HttpClientContext.class.getMethods()) {
      if (method.getName().equals("set" + type.getSimpleName())) {
        method.invoke(context, value);
        return;
      }
    }
    context.setAttribute(attribute, value);
  }

  private void assertSharedRequestCarriesTheTokenOfEach(CloseableHttpClient client)
      throws Exception {
    HttpGet shared = new HttpGet(downstream.inEstate("/hold"));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<String> alice =
          threads.submit(() -> as(issuer.token("alice"), () -> send(client, shared)));
      awaitRequests(1);
      Future<String> bob =
          threads.submit(() -> as(issuer.token("bob"), () -> send(client, shared)));
      awaitRequests(2);
      downstream.release();

      assertThat(alice.get()).isEqualTo("200 alice");
      assertThat(bob.get()).isEqualTo("200 bob");
    } finally {
      downstream.release();
      threads.shutdownNow();
    }
  }

  private void awaitRequests(int count) {
    while (downstream.received().size() < count) {
      Thread.yield();
    }
  }

  private static HttpClientBuilder withPool() {
    PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager();
    connections.setDefaultMaxPerRoute(16);
    connections.setMaxTotal(64);
    return HttpClients.custom().setConnectionManager(connections);
  }

  /** With a context of its own: the minimal client of 5.0 cannot do without. */
  private static String send(CloseableHttpClient client, ClassicHttpRequest request)
      throws IOException {
    return client.execute(request, HttpClientContext.create(), HttpClient5IT::answerOf);
  }

  /** The refusal is an exception in some versions, and an answer in others. */
  private static boolean refused(CloseableHttpClient client, HttpGet request) throws IOException {
    try {
      return client.execute(request, HttpClientContext.create(), response -> true);
    } catch (ClientProtocolException refused) {
      return true;
    }
  }

  private static String answerOf(ClassicHttpResponse response) throws IOException, HttpException {
    return response.getCode() + " " + EntityUtils.toString(response.getEntity());
  }
}
