package io.tokenrelay.instrumentation.httpclient5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.instrumentation.testing.AgentCounters;
import io.tokenrelay.instrumentation.testing.RefusingProxy;
import io.tokenrelay.instrumentation.testing.RelaysAsyncCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The async client: a call is created on one thread, and lives on those of an event loop. */
class HttpAsyncClient5IT extends RelaysAsyncCalls {
  private final CloseableHttpAsyncClient client = started(withPool(16));
  private final List<CloseableHttpAsyncClient> opened = new ArrayList<>();

  @Override
  protected Class<?> libraryClass() {
    return CloseableHttpAsyncClient.class;
  }

  @Override
  protected String get(String url, String... headers) throws Exception {
    SimpleHttpRequest request = request(url);
    for (int i = 0; i < headers.length; i += 2) {
      request.addHeader(headers[i], headers[i + 1]);
    }
    return send(client, request).get(60, TimeUnit.SECONDS);
  }

  @Override
  protected Client clientThatResolves(Function<String, InetAddress> resolver) {
    CloseableHttpAsyncClient resolving =
        started(
            HttpAsyncClients.custom()
                .setConnectionManager(
                    PoolingAsyncClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Resolver(resolver))
                        .build()));
    opened.add(resolving);
    return url -> send(resolving, request(url)).get(60, TimeUnit.SECONDS);
  }

  @Override
  protected Client clientWithCredentialsFor(String host, int port) {
    return opened(
        HttpAsyncClients.custom().setDefaultCredentialsProvider(Robot.credentialsFor(host, port)));
  }

  @Override
  protected Client clientThatKeepsCookies() {
    return opened(HttpAsyncClients.custom());
  }

  @Override
  protected Client clientThatAsksTheJvm() {
    return opened(HttpAsyncClients.custom().useSystemProperties());
  }

  private Client opened(HttpAsyncClientBuilder builder) {
    CloseableHttpAsyncClient made = kept(builder);
    return url -> send(made, request(url)).get(60, TimeUnit.SECONDS);
  }

  /** Closed with the suite. */
  private CloseableHttpAsyncClient kept(HttpAsyncClientBuilder builder) {
    CloseableHttpAsyncClient made = started(builder);
    opened.add(made);
    return made;
  }

  @Override
  protected AsyncClient asyncClient() {
    return startingBy(client);
  }

  @Override
  protected AsyncClient asyncClient(int calls) {
    return startingBy(kept(withPool(calls)));
  }

  private static AsyncClient startingBy(CloseableHttpAsyncClient client) {
    return (url, ending) -> {
      Future<?> call = client.execute(request(url), new Told(ending));
      return () -> call.cancel(true);
    };
  }

  @Test
  void looksForCredentialsInTheContextOfTheCallFirst() throws Exception {
    try (CloseableHttpAsyncClient own =
        started(
            HttpAsyncClients.custom()
                .setDefaultCredentialsProvider(
                    Robot.credentialsFor("127.0.0.1", downstream.port())))) {
      for (boolean inContext : new boolean[] {true, false}) {
        HttpClientContext context = HttpClientContext.create();
        context.setCredentialsProvider(
            inContext
                ? Robot.credentialsFor("127.0.0.1", downstream.port())
                : new BasicCredentialsProvider());
        SimpleHttpRequest request = request(downstream.inEstate("/challenge"));

        assertThat(
                as(tokenOf("alice"), () -> send(inContext ? client : own, request, context)).get())
            .isEqualTo(inContext ? "200 robot" : "200 alice");
      }
    }
  }

  @Test
  void givesNoTokenToAClientWhoseStoreOfCredentialsFails() throws Exception {
    Client shut = opened(HttpAsyncClients.custom().setDefaultCredentialsProvider(Robot.shut()));

    assertThat(as(tokenOf("alice"), () -> shut.get(downstream.inEstate("/"))))
        .isEqualTo("200 nobody");
  }

  /** It answers no challenge; the application says all the same who is to speak. */
  @Test
  void leavesACallOfTheMinimalClientToTheCredentialsInItsContext() throws Exception {
    try (CloseableHttpAsyncClient minimal = HttpAsyncClients.createMinimal()) {
      minimal.start();
      HttpClientContext context = HttpClientContext.create();
      context.setCredentialsProvider(Robot.credentialsFor("127.0.0.1", downstream.port()));

      assertThat(
              as(tokenOf("alice"), () -> send(minimal, request(downstream.inEstate("/")), context))
                  .get())
          .isEqualTo("200 nobody");
    }
  }

  @AfterAll
  void closeConnections() throws IOException {
    client.close();
    for (CloseableHttpAsyncClient each : opened) {
      each.close();
    }
  }

  /** What a context says of the connection is that of the last call that used it. */
  @Test
  void callsThatShareAContextDoNotMakeAFriendOfAStranger() throws Exception {
    HttpContext shared = HttpClientContext.create();
    List<Future<String>> friends = new ArrayList<>();
    List<Future<String>> strangers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      as(
          tokenOf("alice"),
          () -> {
            friends.add(send(client, request(downstream.inEstate("/")), shared));
            strangers.add(send(client, request(downstream.asStranger("/")), shared));
            return null;
          });
    }
    for (Future<String> stranger : strangers) {
      assertThat(stranger.get(60, TimeUnit.SECONDS)).isEqualTo("200 nobody");
    }
    for (Future<String> friend : friends) {
      assertThat(friend.get(60, TimeUnit.SECONDS)).isEqualTo("200 alice");
    }
  }

  @Test
  void neverShowsTheTokenToAProxyOutside() throws Exception {
    for (String proxy : new String[] {"localhost", "127.0.0.66"}) {
      try (CloseableHttpAsyncClient proxied =
          started(withPool(4).setProxy(new HttpHost("http", proxy, downstream.port())))) {
        assertThat(as(tokenOf("alice"), () -> send(proxied, request("http://orders/"))).get())
            .isEqualTo("200 nobody");
      }
    }
  }

  @Test
  void queuedCallsKeepTheirCreatorsInALaxPool() throws Exception {
    assertQueuedCallsKeepTheirCreators(
        startingBy(
            kept(
                HttpAsyncClients.custom()
                    .setConnectionManager(
                        PoolingAsyncClientConnectionManagerBuilder.create()
                            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                            .setMaxConnPerRoute(1)
                            .setMaxConnTotal(1)
                            .build()))));
  }

  @Test
  void aCallbackOfACallThatTakesTooLongWorksForItsUser() throws Exception {
    RequestConfig soon =
        RequestConfig.custom().setResponseTimeout(Timeout.ofMilliseconds(200)).build();
    Map<String, CompletableFuture<String>> seen = new LinkedHashMap<>();
    for (String user : new String[] {"alice", "nobody", "bob"}) {
      CompletableFuture<String> asked = new CompletableFuture<>();
      seen.put(user, asked);
      as(
          tokenOf(user),
          () -> {
            SimpleHttpRequest request = request(downstream.inEstate("/hold"));
            request.setConfig(soon);
            return client.execute(request, new Told(asking(asked)));
          });
    }

    assertWorkedFor(seen);
  }

  @Test
  void aCallbackOfACallThatWaitsForAConnectionInVainWorksForItsUser() throws Exception {
    RequestConfig soon =
        RequestConfig.custom().setConnectionRequestTimeout(Timeout.ofMilliseconds(1)).build();
    try (CloseableHttpAsyncClient narrow = started(withPool(1))) {
      Future<String> first =
          as(tokenOf("dave"), () -> send(narrow, request(downstream.inEstate("/hold"))));
      Map<String, CompletableFuture<String>> seen = new LinkedHashMap<>();
      for (String user : new String[] {"alice", "nobody", "bob"}) {
        CompletableFuture<String> asked = new CompletableFuture<>();
        seen.put(user, asked);
        as(
            tokenOf(user),
            () -> {
              SimpleHttpRequest request = request(downstream.inEstate("/"));
              request.setConfig(soon);
              return narrow.execute(request, new Told(asking(asked)));
            });
      }
      long tooLate = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
      while (System.nanoTime() < tooLate) {
        Thread.yield(); // the pool looks at the clock when a connection is given back
      }
      downstream.release();

      assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("200 dave");
      assertWorkedFor(seen);
    }
  }

  @Test
  void aCallThatIsCancelledWhileItWaitsIsNeverSent() throws Exception {
    try (CloseableHttpAsyncClient narrow = started(withPool(1))) {
      Future<String> first =
          as(tokenOf("alice"), () -> send(narrow, request(downstream.inEstate("/hold"))));
      awaitRequests(1);
      Future<?> cancelled =
          as(
              tokenOf("bob"),
              () ->
                  narrow.execute(
                      request(downstream.inEstate("/")),
                      new Told(asking(new CompletableFuture<>()))));
      Future<String> last =
          as(tokenOf("carol"), () -> send(narrow, request(downstream.inEstate("/"))));
      cancelled.cancel(true);
      downstream.release();

      assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("200 alice");
      assertThat(last.get(30, TimeUnit.SECONDS)).isEqualTo("200 carol");
    }
  }

  @Test
  void aConsumerWorksForTheUserOfItsCall() throws Exception {
    Map<String, CompletableFuture<String>> seen = new LinkedHashMap<>();
    for (String user : new String[] {"alice", "nobody", "bob"}) {
      CompletableFuture<String> head = new CompletableFuture<>();
      CompletableFuture<String> end = new CompletableFuture<>();
      Consumer consumer = new Consumer(head, end);
      as(
          tokenOf(user),
          () ->
              client.execute(
                  SimpleRequestProducer.create(request(downstream.inEstate("/"))), consumer, null));
      assertThat(head.get(30, TimeUnit.SECONDS)).as("head").isEqualTo("200 " + user);
      seen.put(user, end);
    }

    assertWorkedFor(seen);
  }

  @Test
  void relaysAgainWhenTheConnectionIsLostAndTheCallIsRetried() throws Exception {
    try (CloseableHttpAsyncClient retrying =
        started(withPool(1).setRetryStrategy(new RetryOnce()))) {
      Map<String, Future<String>> answers = new LinkedHashMap<>();
      for (String user : new String[] {"alice", "bob", "nobody"}) {
        answers.put(
            user,
            as(
                tokenOf(user),
                () -> send(retrying, request(downstream.inEstate("/drop-once-of-each/" + user)))));
      }
      for (Map.Entry<String, Future<String>> answer : answers.entrySet()) {
        assertThat(answer.getValue().get(30, TimeUnit.SECONDS)).isEqualTo("200 " + answer.getKey());
      }
    }
    assertThat(
            users()) // one is dropped; old clients lose another connection by themselves at times
        .hasSizeGreaterThanOrEqualTo(4)
        .contains("alice", "bob")
        .containsOnly("alice", "bob", null);
  }

  @Test
  void relaysWithABody() throws Exception {
    SimpleHttpRequest request = new SimpleHttpRequest("POST", URI.create(downstream.inEstate("/")));
    request.setBody("order", ContentType.TEXT_PLAIN);

    Future<String> answer = as(tokenOf("alice"), () -> send(client, request));

    assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("200 alice");
  }

  @Test
  void aCallThatIsCreatedInOneRequestAndAnsweredInAnotherKeepsItsCreator() throws Exception {
    long before = AgentCounters.of("SkippedWrongRequest");
    Future<String> ofAlice =
        as(tokenOf("alice"), () -> send(client, request(downstream.inEstate("/"))));

    assertThat(as(tokenOf("bob"), () -> ofAlice.get(30, TimeUnit.SECONDS))).isEqualTo("200 alice");
    assertThat(AgentCounters.of("SkippedWrongRequest")).isEqualTo(before);
  }

  @Test
  void aRequestObjectThatIsUsedAgainCarriesTheTokenOfItsNewCaller() throws Exception {
    SimpleHttpRequest request = request(downstream.inEstate("/"));

    assertThat(as(tokenOf("alice"), () -> send(client, request)).get()).isEqualTo("200 alice");
    assertThat(as(tokenOf("bob"), () -> send(client, request)).get()).isEqualTo("200 bob");
    assertThat(send(client, request).get()).isEqualTo("200 nobody");
    assertThat(request.containsHeader("Authorization")).isFalse();
  }

  /** The route in a context is that of the last call that used it. */
  @Test
  void aContextThatTwoCallsShareDoesNotMakeAFriendOfAStranger() throws Exception {
    HttpClientContext shared = HttpClientContext.create();
    try (CloseableHttpAsyncClient narrow = started(withPool(1))) {
      Future<String> holding =
          as(tokenOf("alice"), () -> send(narrow, request(downstream.asStranger("/hold")), shared));
      awaitRequests(1);
      Future<String> stranger =
          as(tokenOf("alice"), () -> send(narrow, request(downstream.asStranger("/")), shared));
      Future<String> friend =
          as(tokenOf("alice"), () -> send(narrow, request(downstream.inEstate("/")), shared));
      downstream.release();

      assertThat(holding.get(30, TimeUnit.SECONDS)).isEqualTo("200 nobody");
      assertThat(stranger.get(30, TimeUnit.SECONDS)).isEqualTo("200 nobody");
      assertThat(friend.get(30, TimeUnit.SECONDS)).isEqualTo("200 alice");
    }
  }

  @Test
  void theApplicationNeverSeesTheHeader() throws Exception {
    List<Boolean> seen = Collections.synchronizedList(new ArrayList<>());
    HttpClientContext context = HttpClientContext.create();
    SimpleHttpRequest request = request(downstream.inEstate("/"));
    try (CloseableHttpAsyncClient watched =
        started(
            withPool(1)
                .addRequestInterceptorLast(
                    (sent, entity, ignored) -> seen.add(sent.containsHeader("Authorization")))
                .addResponseInterceptorLast(
                    (response, entity, used) ->
                        seen.add(
                            HttpCoreContext.adapt(used)
                                .getRequest()
                                .containsHeader("Authorization"))))) {
      assertThat(as(tokenOf("alice"), () -> send(watched, request, context)).get())
          .isEqualTo("200 alice");
    }
    assertThat(seen).containsExactly(false, false);
    assertThat(request.containsHeader("Authorization")).isFalse();
    assertThat(context.getRequest().containsHeader("Authorization")).isFalse();
  }

  @Test
  void keepsTheHeaderThatAnInterceptorSets() throws Exception {
    try (CloseableHttpAsyncClient own =
        started(
            withPool(1)
                .addRequestInterceptorLast(
                    (request, entity, context) ->
                        request.setHeader("Authorization", "Basic YTpi")))) {
      as(tokenOf("alice"), () -> send(own, request(downstream.inEstate("/")))).get();
    }
    assertThat(downstream.only().authorization).containsExactly("Basic YTpi");
  }

  @Test
  void keepsTheHeaderThatAnInterceptorAdds() throws Exception {
    try (CloseableHttpAsyncClient own =
        started(
            withPool(1)
                .addRequestInterceptorLast(
                    (request, entity, context) ->
                        request.addHeader("authorization", "Basic YTpi")))) {
      as(tokenOf("alice"), () -> send(own, request(downstream.inEstate("/")))).get();
    }
    assertThat(downstream.only().authorization).containsExactly("Basic YTpi");
  }

  @Test
  void judgesTheConnectionAndNotTheVirtualHost() throws Exception {
    HttpHost stranger = new HttpHost("http", "localhost", downstream.port());
    SimpleHttpRequest request = request(downstream.inEstate("/"));
    request.setAuthority(new URIAuthority("orders"));

    Future<SimpleHttpResponse> answer =
        as(
            tokenOf("alice"),
            () ->
                client.execute(
                    stranger,
                    SimpleRequestProducer.create(request),
                    SimpleResponseConsumer.create(),
                    null,
                    HttpClientContext.create(),
                    null));

    assertThat(answer.get().getBodyText()).isEqualTo("nobody");
    assertThat(downstream.only().host).startsWith("orders");
  }

  @Test
  void judgesTheTargetBehindAProxy() throws Exception {
    try (CloseableHttpAsyncClient proxied =
        started(withPool(4).setProxy(new HttpHost("http", "127.0.0.1", downstream.port())))) {
      assertThat(as(tokenOf("alice"), () -> send(proxied, request("http://orders/"))).get())
          .isEqualTo("200 alice");
      assertThat(
              as(tokenOf("alice"), () -> send(proxied, request("http://stranger.example/"))).get())
          .isEqualTo("200 nobody");
    }
  }

  /** A proxy goes by the request line, whatever the client has taken for the target. */
  @Test
  void judgesTheHostOfTheRequestLineToo() throws Exception {
    HttpHost orders = new HttpHost("http", "orders", 80);
    try (CloseableHttpAsyncClient proxied =
        started(withPool(4).setProxy(new HttpHost("http", "127.0.0.1", downstream.port())))) {
      for (String url : HttpClient5IT.STRANGERS) {
        assertThat(as(tokenOf("alice"), () -> send(proxied, orders, request(url))).get())
            .as(url)
            .isEqualTo("200 nobody");
        downstream.reset();
        as(tokenOf("alice"), () -> send(proxied, orders, withPath(url))).get();
        HttpClient5IT.assertNamesNobodyElseWithTheToken(downstream.only());
      }
      for (String url : new String[] {"http://shop.internal/", "http://ORDERS:80/"}) {
        assertThat(as(tokenOf("alice"), () -> send(proxied, orders, request(url))).get())
            .as(url)
            .isEqualTo("200 alice");
      }
    }
  }

  @Test
  void judgesTheHostOfTheRequestLineWhereThereIsNoProxy() throws Exception {
    HttpHost friend = new HttpHost("http", "127.0.0.1", downstream.port());
    for (String url : HttpClient5IT.STRANGERS) {
      downstream.reset();
      as(tokenOf("alice"), () -> send(client, friend, withPath(url))).get();
      HttpClient5IT.assertNamesNobodyElseWithTheToken(downstream.only());
    }
  }

  /** In some versions the interceptors come when the connection is about to write the request. */
  @Test
  void judgesWhatAnInterceptorWritesIntoTheRequest() throws Exception {
    HttpRequestInterceptor[] readdressing = {
      (request, entity, context) -> request.setPath("http://stranger.example/"),
      (request, entity, context) -> request.setAuthority(new URIAuthority("stranger.example")),
      (request, entity, context) -> request.setHeader("Host", "stranger.example"),
      (request, entity, context) -> request.addHeader("Host", "stranger.example"),
    };
    for (HttpRequestInterceptor each : readdressing) {
      for (boolean last : new boolean[] {true, false}) {
        HttpAsyncClientBuilder builder = withPool(1);
        try (CloseableHttpAsyncClient changed =
            started(
                last
                    ? builder.addRequestInterceptorLast(each)
                    : builder.addRequestInterceptorFirst(each))) {
          assertThat(
                  as(tokenOf("alice"), () -> send(changed, request(downstream.inEstate("/"))))
                      .get())
              .isEqualTo("200 nobody");
        }
      }
    }
  }

  private static SimpleHttpRequest withPath(String url) {
    SimpleHttpRequest request = request("http://orders/");
    request.setPath(url);
    return request;
  }

  @Test
  void neverSendsTheTokenToAProxyThatIsAskedForATunnel() throws Exception {
    try (RefusingProxy proxy = RefusingProxy.start();
        CloseableHttpAsyncClient proxied =
            started(withPool(4).setProxy(new HttpHost("http", "127.0.0.1", proxy.port())))) {
      Future<String> refused =
          as(tokenOf("alice"), () -> send(proxied, request("https://orders/")));
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
        CompletableFuture<String> asked = new CompletableFuture<>();
        as(
            tokenOf(user),
            () -> minimal.execute(request(downstream.inEstate("/")), new Told(asking(asked))));
        assertThat(asked.get(30, TimeUnit.SECONDS)).isEqualTo("200 " + user);
        assertThat(downstream.received().remove().user())
            .isEqualTo(user.equals("nobody") ? null : user);
        downstream.reset();
      }
      assertThat(
              as(tokenOf("alice"), () -> send(minimal, request(downstream.asStranger("/")))).get())
          .isEqualTo("200 nobody");
    }
  }

  @Test
  void theApplicationOfAMinimalClientNeverSeesTheHeader() throws Exception {
    SimpleHttpRequest request = request(downstream.inEstate("/"));
    HttpClientContext context = HttpClientContext.create();
    try (CloseableHttpAsyncClient minimal = HttpAsyncClients.createMinimal()) {
      minimal.start();
      assertThat(as(tokenOf("alice"), () -> send(minimal, request, context)).get())
          .isEqualTo("200 alice");
    }
    assertThat(request.containsHeader("Authorization")).isFalse();
    assertThat(context.getRequest().containsHeader("Authorization")).isFalse();
  }

  @Test
  void theMinimalClientStillFindsTheTimeoutOfARequest() throws Exception {
    RequestConfig soon =
        RequestConfig.custom().setResponseTimeout(Timeout.ofMilliseconds(200)).build();
    SimpleHttpRequest request = request(downstream.inEstate("/hold"));
    request.setConfig(soon);
    try (CloseableHttpAsyncClient minimal = HttpAsyncClients.createMinimal()) {
      minimal.start();
      Future<String> late = as(tokenOf("alice"), () -> send(minimal, request));

      assertThatThrownBy(() -> late.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class);
    }
  }

  private static HttpAsyncClientBuilder withPool(int perRoute) {
    return HttpAsyncClients.custom()
        .setConnectionManager(
            PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(perRoute)
                .setMaxConnTotal(64)
                .build());
  }

  private static CloseableHttpAsyncClient started(HttpAsyncClientBuilder builder) {
    CloseableHttpAsyncClient client = builder.build();
    client.start();
    return client;
  }

  private static SimpleHttpRequest request(String url) {
    return new SimpleHttpRequest("GET", URI.create(url));
  }

  private static Future<String> send(CloseableHttpAsyncClient client, SimpleHttpRequest request) {
    return send(client, request, HttpClientContext.create());
  }

  private static Future<String> send(
      CloseableHttpAsyncClient client, SimpleHttpRequest request, HttpContext context) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    client.execute(
        SimpleRequestProducer.create(request),
        SimpleResponseConsumer.create(),
        context,
        new Told(answering(answer)));
    return answer;
  }

  private static Future<String> send(
      CloseableHttpAsyncClient client, HttpHost target, SimpleHttpRequest request) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    client.execute(
        target,
        SimpleRequestProducer.create(request),
        SimpleResponseConsumer.create(),
        null,
        HttpClientContext.create(),
        new Told(answering(answer)));
    return answer;
  }

  /** Passes on how a call ends. */
  private static final class Told implements FutureCallback<SimpleHttpResponse> {
    private final Ending ending;

    Told(Ending ending) {
      this.ending = ending;
    }

    @Override
    public void completed(SimpleHttpResponse response) {
      ending.answered(response.getCode() + " " + response.getBodyText());
    }

    @Override
    public void failed(Exception failure) {
      ending.failed(failure);
    }

    @Override
    public void cancelled() {
      ending.cancelled();
    }
  }

  /** Asks whom it works for when the head of the answer is there, and again at its end. */
  private final class Consumer implements AsyncResponseConsumer<String> {
    private final CompletableFuture<String> head;
    private final CompletableFuture<String> end;
    private final StringBuilder body = new StringBuilder();
    private FutureCallback<String> callback;

    Consumer(CompletableFuture<String> head, CompletableFuture<String> end) {
      this.head = head;
      this.end = end;
    }

    @Override
    public void consumeResponse(
        HttpResponse response,
        EntityDetails entity,
        HttpContext context,
        FutureCallback<String> callback) {
      this.callback = callback;
      whoAmI(head);
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
      // none is sent
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
      channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer content) {
      body.append(StandardCharsets.UTF_8.decode(content));
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) throws HttpException {
      whoAmI(end);
      callback.completed(body.toString());
    }

    @Override
    public void failed(Exception failure) {
      // 5.0 cancels what has been answered already, when it was quick
    }

    @Override
    public void releaseResources() {
      // none held
    }
  }

  /** Whatever went wrong; the client's own strategy leaves lost connections alone. */
  private static final class RetryOnce implements HttpRequestRetryStrategy {
    @Override
    public boolean retryRequest(
        HttpRequest request, IOException failure, int count, HttpContext context) {
      return count <= 1;
    }

    @Override
    public boolean retryRequest(HttpResponse response, int count, HttpContext context) {
      return false;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int count, HttpContext context) {
      return TimeValue.ofMilliseconds(10);
    }
  }
}
