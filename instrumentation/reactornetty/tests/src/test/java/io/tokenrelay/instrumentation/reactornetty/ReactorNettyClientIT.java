package io.tokenrelay.instrumentation.reactornetty;

import static io.tokenrelay.instrumentation.reactornetty.Calls.PATIENCE;
import static io.tokenrelay.instrumentation.reactornetty.Calls.answer;
import static io.tokenrelay.instrumentation.reactornetty.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.tokenrelay.instrumentation.testing.AgentCounters;
import io.tokenrelay.instrumentation.testing.AtOnce;
import io.tokenrelay.instrumentation.testing.Downstream;
import io.tokenrelay.instrumentation.testing.RefusingProxy;
import io.tokenrelay.instrumentation.testing.RelaysOutbound;
import io.tokenrelay.instrumentation.testing.SocksProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/** One event loop and one pool for all users: the suite runs with {@code ioWorkerCount=1}. */
class ReactorNettyClientIT extends RelaysOutbound {
  private static final OkHttpClient OTHER = new OkHttpClient();

  private final HttpClient client = HttpClient.create().followRedirect(true);

  @Override
  protected Class<?> libraryClass() {
    return HttpClient.class;
  }

  @Override
  protected String get(String url, String... headers) {
    return answerOf(
        client.headers(
            all -> {
              for (int i = 0; i < headers.length; i += 2) {
                all.set(headers[i], headers[i + 1]);
              }
            }),
        url);
  }

  @Override
  protected Client clientThatResolves(Function<String, InetAddress> resolver) throws Exception {
    HttpClient own = Tuned.resolving(Tuned.withConnections(10), resolver).followRedirect(true);
    return url -> answerOf(own, url);
  }

  /** Asked with the answer; before 1.3 there is none. */
  @Override
  protected @Nullable Client clientWithCredentialsFor(String host, int port) throws Exception {
    HttpClient own =
        Tuned.authenticating(
            client,
            (request, response) ->
                response.status().code() == 401
                    && Objects.equals(request.requestHeaders().get("Host"), host + ":" + port),
            (request, address) ->
                request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString("robot:secret".getBytes(UTF))));
    return own == null ? null : url -> answerOf(own, url);
  }

  private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;

  @Override
  protected boolean tellsForWhichTarget() {
    return false;
  }

  @Override
  protected @Nullable Client clientThatAsksTheJvm() {
    return null;
  }

  @Override
  protected @Nullable Client clientThatKeepsCookies() {
    return null;
  }

  private static String answerOf(HttpClient client, String url) {
    return answer(client, url).block(PATIENCE);
  }

  private CompletableFuture<String> started(@Nullable String user, Mono<String> call)
      throws Exception {
    return as(user == null ? null : issuer.token(user), call::toFuture);
  }

  // Whose call it is

  @Test
  void aCallIsItsSubscribersWhoeverMadeIt() throws Exception {
    Mono<String> shared = as(issuer.token("alice"), () -> answer(client, downstream.inEstate("/")));
    for (String user : new String[] {"bob", "alice", "carol"}) {
      assertThat(as(issuer.token(user), () -> shared.block(PATIENCE))).isEqualTo("200 " + user);
    }
    assertThat(shared.block(PATIENCE)).isEqualTo("200 nobody");
    assertThat(as(null, () -> shared.block(PATIENCE))).isEqualTo("200 nobody");
  }

  @Test
  void whatManyShareIsMadeForNobody() throws Exception {
    Mono<String> call = answer(client, downstream.inEstate("/"));
    List<Mono<String>> shared =
        Arrays.asList(
            call.cache(),
            call.map(text -> text).cache(Duration.ofMinutes(1)),
            call.flux().publish().refCount().next(),
            call.flux().share().next(),
            call.flux().replay(1).autoConnect().next());
    for (Mono<String> each : shared) {
      assertThat(as(issuer.token("alice"), () -> each.block(PATIENCE))).isEqualTo("200 nobody");
      assertThat(as(issuer.token("bob"), () -> each.block(PATIENCE))).isEqualTo("200 nobody");
    }
    assertThat(users()).containsOnlyNulls();
  }

  @Test
  void belowWhatIsSharedEachCallsForHimself() throws Exception {
    Mono<String> cached = answer(client, downstream.inEstate("/shared")).cache();
    Mono<String> each = cached.flatMap(any -> answer(client, downstream.inEstate("/own")));
    for (String user : new String[] {"bob", "alice"}) {
      assertThat(as(issuer.token(user), () -> each.block(PATIENCE))).isEqualTo("200 " + user);
    }
  }

  /** It may be a listener or a loop. */
  @Test
  void whatAnApplicationSubscribesToByItselfIsNobodys() throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    as(
        issuer.token("alice"),
        () ->
            answer(client, downstream.inEstate("/"))
                .subscribe(answer::complete, answer::completeExceptionally));

    assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("200 nobody");
  }

  @Test
  void aCallThatAnothersThreadSetsOffIsItsSubscribers() throws Exception {
    for (String other : new @Nullable String[] {"bob", null}) {
      CompletableFuture<MonoSink<String>> waiting = new CompletableFuture<>();
      Mono<String> call =
          Mono.<String>create(waiting::complete).flatMap(url -> answer(client, url));
      CompletableFuture<String> ofAlice = new CompletableFuture<>();
      Thread background =
          new Thread(
              () -> {
                try {
                  ofAlice.complete(as(issuer.token("alice"), () -> call.block(PATIENCE)));
                } catch (Exception failure) {
                  ofAlice.completeExceptionally(failure);
                }
              });
      background.start();
      MonoSink<String> sink = waiting.get(30, TimeUnit.SECONDS);
      String own =
          as(
              other == null ? null : issuer.token(other),
              () -> {
                sink.success(downstream.inEstate("/"));
                return get(downstream.inEstate("/"));
              });

      assertThat(ofAlice.get(30, TimeUnit.SECONDS)).isEqualTo("200 alice");
      assertThat(own).isEqualTo("200 " + (other == null ? "nobody" : other));
    }
  }

  /** Its request is over, and the thread serves another. */
  @Test
  void aCallThatAnothersThreadSetsOffTooLateCarriesNothing() throws Exception {
    CompletableFuture<MonoSink<String>> waiting = new CompletableFuture<>();
    Mono<String> call = Mono.<String>create(waiting::complete).flatMap(url -> answer(client, url));
    CompletableFuture<String> ofAlice = started("alice", call);
    MonoSink<String> sink = waiting.get(30, TimeUnit.SECONDS);
    as(
        issuer.token("bob"),
        () -> {
          sink.success(downstream.inEstate("/"));
          return null;
        });

    assertThat(ofAlice.get(30, TimeUnit.SECONDS)).isEqualTo("200 nobody");
  }

  @Test
  void callsOfOneChainAreAllItsSubscribers() throws Exception {
    Scheduler others = Schedulers.newParallel("others", 1);
    Mono<String> call = answer(client, downstream.inEstate("/"));
    Mono<String> twice = Mono.zip(call, call.publishOn(others), (one, two) -> one + "," + two);
    try {
      List<Mono<String>> ways =
          Arrays.asList(
              twice,
              twice.subscribeOn(others),
              Mono.just(1).publishOn(others).flatMap(any -> twice),
              Flux.range(0, 3)
                  .flatMap(any -> call)
                  .take(2)
                  .collectList()
                  .map(ReactorNettyClientIT::joined),
              Mono.delay(Duration.ofMillis(1)).then(twice),
              Mono.defer(() -> twice).delaySubscription(Duration.ofMillis(1)),
              call.flatMap(first -> call.map(second -> first + "," + second)));
      for (Mono<String> way : ways) {
        for (String user : new String[] {"alice", "bob"}) {
          assertThat(as(issuer.token(user), () -> way.block(PATIENCE)))
              .isEqualTo("200 " + user + ",200 " + user);
        }
        assertThat(as(null, () -> way.block(PATIENCE))).isEqualTo("200 nobody,200 nobody");
      }
    } finally {
      others.dispose();
    }
  }

  private static String joined(List<String> texts) {
    return String.join(",", texts);
  }

  // Connections that users share

  @Test
  void callsThatWaitForTheOnlyConnectionKeepTheirSubscribers() throws Exception {
    HttpClient narrow = Tuned.withConnections(1);
    Map<String, CompletableFuture<String>> answers = new LinkedHashMap<>();
    for (String user : new String[] {"alice", "bob", "nobody", "carol"}) {
      Mono<String> call = answer(narrow, downstream.inEstate("/hold"));
      answers.put(user, started(user.equals("nobody") ? null : user, call));
    }

    downstream.release();

    for (Map.Entry<String, CompletableFuture<String>> answer : answers.entrySet()) {
      assertThat(answer.getValue().get(30, TimeUnit.SECONDS)).isEqualTo("200 " + answer.getKey());
    }
  }

  @Test
  void whoGivesUpHandsHisConnectionToTheNextAndNothingElse() throws Exception {
    HttpClient narrow = Tuned.withConnections(1);
    for (String next : new @Nullable String[] {"bob", null}) {
      downstream.reset();
      CompletableFuture<String> ofAlice =
          started("alice", answer(narrow, downstream.inEstate("/hold")));
      CompletableFuture<String> ofNext = started(next, answer(narrow, downstream.inEstate("/")));

      as(issuer.token("carol"), () -> ofAlice.cancel(true));

      assertThat(ofNext.get(30, TimeUnit.SECONDS))
          .isEqualTo("200 " + (next == null ? "nobody" : next));
    }
  }

  @Test
  void fourUsersOnOneConnectionNeverSendEachOthersTokens() throws Exception {
    HttpClient narrow = Tuned.withConnections(1).followRedirect(true);
    interleave(narrow, downstream.inEstate("/"), 50);
    interleave(narrow, downstream.inEstate("/redirect?to=" + downstream.inEstate("/")), 10);
  }

  private void interleave(HttpClient shared, String url, int rounds) throws Exception {
    Mono<String> call = answer(shared, url);
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      Random random = new Random(thread);
      work.add(
          () -> {
            for (int round = 0; round < rounds; round++) {
              String user = random.nextInt(5) == 0 ? null : "user" + random.nextInt(4);
              List<CompletableFuture<String>> answers =
                  as(
                      user == null ? null : issuer.token(user),
                      () -> {
                        List<CompletableFuture<String>> begun = new ArrayList<>();
                        for (int i = 0; i < 5; i++) {
                          begun.add(call.toFuture());
                        }
                        return begun;
                      });
              for (CompletableFuture<String> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS))
                    .isEqualTo("200 " + (user == null ? "nobody" : user));
              }
            }
            return null;
          });
    }
    AtOnce.run(work);
  }

  // Redirects and retries

  @Test
  void aRedirectThatIsGivenTheHeadersBeforeTakesNoTokenToAStranger() throws Exception {
    HttpClient copying = Tuned.copyingHeaders(client);
    assumeThat(copying).isNotNull();
    String stranger = downstream.asStranger("/target");
    Mono<String> call =
        answer(Objects.requireNonNull(copying), downstream.inEstate("/redirect?to=" + stranger));

    assertThat(as(issuer.token("alice"), () -> call.block(PATIENCE))).isEqualTo("200 nobody");
    assertThat(users()).containsExactly("alice", null);

    downstream.reset();
    Mono<String> streamed =
        copying
            .get()
            .uri(downstream.inEstate("/redirect?to=" + stranger))
            .responseSingle((response, body) -> body.asString());
    assertThat(as(issuer.token("alice"), () -> streamed.block(PATIENCE))).isEqualTo("nobody");
    assertThat(users()).containsExactly("alice", null);
  }

  @Test
  void theApplicationsOwnHeaderIsItsOwnOnEachHop() throws Exception {
    HttpClient own = client.headers(all -> all.set("Authorization", "Basic YTpi"));
    String target = downstream.inEstate("/target");

    as(issuer.token("alice"), () -> answerOf(own, downstream.inEstate("/redirect?to=" + target)));

    assertThat(downstream.received())
        .extracting(request -> request.authorization)
        .containsOnly(Collections.singletonList("Basic YTpi"));
  }

  @Test
  void relaysAgainWhenTheConnectionIsLostAndTheCallIsMadeAgain() throws Exception {
    HttpClient narrow = Tuned.withConnections(1);
    Mono<String> call = answer(narrow, downstream.inEstate("/drop-once")).retry(1);
    for (String user : new @Nullable String[] {"alice", null, "bob"}) {
      downstream.reset();
      CompletableFuture<String> answer = started(user, call);
      CompletableFuture<String> others = started("carol", answer(narrow, downstream.inEstate("/")));

      assertThat(answer.get(30, TimeUnit.SECONDS))
          .isEqualTo("200 " + (user == null ? "nobody" : user));
      assertThat(others.get(30, TimeUnit.SECONDS)).isEqualTo("200 carol");
    }
  }

  @Test
  void tellsOfARefusalOfTheToken() throws Exception {
    long before = AgentCounters.of("RefusedDownstream");
    as(issuer.token("alice"), () -> get(downstream.inEstate("/status/401")));
    assertThat(AgentCounters.of("RefusedDownstream")).isEqualTo(before + 1);

    get(downstream.inEstate("/status/401"));
    assertThat(AgentCounters.of("RefusedDownstream")).isEqualTo(before + 1);
  }

  // What the application sees and does

  @Test
  void theApplicationNeverSeesTheHeader() throws Exception {
    List<@Nullable String> seen = Collections.synchronizedList(new ArrayList<>());
    HttpClient watched =
        Tuned.withConnections(1)
            .doOnRequest((request, connection) -> seen.add(of(request.requestHeaders())))
            .doAfterRequest((request, connection) -> seen.add(of(request.requestHeaders())))
            .doOnResponse(
                (response, connection) -> {
                  seen.add(
                      of(
                          ((reactor.netty.http.client.HttpClientRequest) response)
                              .requestHeaders()));
                });

    for (Mono<String> call :
        Arrays.asList(
            answer(watched, downstream.inEstate("/")),
            posting(watched, Mono.just("text")),
            posting(watched, Flux.just("some", "text")))) {
      assertThat(as(issuer.token("alice"), () -> call.block(PATIENCE))).isEqualTo("200 alice");
    }
    assertThat(seen).hasSize(9).containsOnlyNulls();
  }

  private static @Nullable String of(HttpHeaders headers) {
    return headers.get("Authorization");
  }

  private Mono<String> posting(HttpClient client, Publisher<String> body) {
    return post(client, downstream.inEstate("/posted"), body);
  }

  @Test
  void relaysWithABodyOfEveryKind() throws Exception {
    Mono<String> form =
        answer(
            client
                .post()
                .uri(downstream.inEstate("/form"))
                .sendForm((request, all) -> all.attr("name", "value")));
    Mono<String> parts =
        answer(
            client
                .post()
                .uri(downstream.inEstate("/parts"))
                .sendForm((request, all) -> all.multipart(true).attr("name", "value")));
    for (Mono<String> call :
        Arrays.asList(
            posting(client, Mono.empty()),
            posting(client, Mono.just("text")),
            posting(client, Flux.just("some", "text")),
            posting(client, Flux.range(0, 2000).map(i -> "piece " + i)),
            form,
            parts)) {
      assertThat(as(issuer.token("alice"), () -> call.block(PATIENCE))).isEqualTo("200 alice");
      assertThat(call.block(PATIENCE)).isEqualTo("200 nobody");
    }
  }

  @Test
  void keepsTheHeaderThatAHookSetsOrAHandlerInThePipeline() throws Exception {
    HttpClient hooked =
        Tuned.withConnections(1)
            .doOnRequest(
                (request, connection) ->
                    request.requestHeaders().set("Authorization", "Basic YTpi"));
    HttpClient handled =
        Tuned.withConnections(1)
            .doOnRequest(
                (request, connection) -> connection.addHandlerLast("signing", new Signing()));

    for (HttpClient own : new HttpClient[] {hooked, handled}) {
      downstream.reset();
      as(issuer.token("alice"), () -> answerOf(own, downstream.inEstate("/")));
      assertThat(downstream.only().authorization).containsExactly("Basic YTpi");
    }
  }

  private static final class Signing extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof HttpRequest) {
        ((HttpRequest) message).headers().set("Authorization", "Basic YTpi");
      }
      context.write(message, promise);
    }
  }

  /** Set once for all calls, and run by whichever event loop. */
  @Test
  void hooksRunForTheirCallOrForNobody() throws Exception {
    Queue<String> mixed = new ConcurrentLinkedQueue<>();
    HttpClient hooked =
        Tuned.withConnections(1)
            .doOnRequest((request, connection) -> hook(request.requestHeaders(), mixed))
            .doAfterRequest((request, connection) -> hook(request.requestHeaders(), mixed))
            .doOnResponse(
                (response, connection) ->
                    hook(
                        ((reactor.netty.http.client.HttpClientRequest) response).requestHeaders(),
                        mixed));
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String user = i % 4 == 3 ? "nobody" : "user" + i % 4;
      HttpClient marked = hooked.headers(all -> all.set("X-User", user));
      Mono<String> call = answer(marked, downstream.inEstate("/"));
      answers.add(
          started(
              user.equals("nobody") ? null : user,
              i % 5 == 4 ? call.timeout(Duration.ofMillis(5)).onErrorReturn("") : call));
    }
    for (CompletableFuture<String> answer : answers) {
      answer.get(60, TimeUnit.SECONDS);
    }

    assertThat(new ArrayList<>(mixed)).isNotEmpty().allMatch(ReactorNettyClientIT::isOwnOrNobodys);
  }

  private static boolean isOwnOrNobodys(String pair) {
    String[] both = pair.split(" ");
    return both[1].equals("nobody") || both[1].equals(both[0]);
  }

  private void hook(HttpHeaders headers, Queue<String> mixed) {
    Request request = new Request.Builder().url(downstream.inEstate("/hook")).build();
    try (Response response = OTHER.newCall(request).execute()) {
      mixed.add(headers.get("X-User") + " " + response.body().string());
    } catch (IOException failure) {
      mixed.add(headers.get("X-User") + " " + failure);
    }
  }

  // Other ways to a server

  @Test
  void neverSendsTheTokenToAProxyThatIsAskedForATunnel() throws Exception {
    try (RefusingProxy proxy = RefusingProxy.start()) {
      HttpClient proxied = Tuned.throughProxy(Tuned.withConnections(1), "127.0.0.1", proxy.port());
      for (String url : new String[] {"https://orders/", "http://orders/"}) {
        as(
            issuer.token("alice"),
            () -> assertThatThrownBy(() -> answerOf(proxied, url)).isNotNull());
      }

      assertThat(proxy.heads())
          .isNotEmpty()
          .allMatch(head -> head.startsWith("CONNECT orders:"))
          .noneMatch(head -> head.contains("Bearer"));
    }
  }

  @Test
  void neverShowsTheTokenToASocksProxyOutside() throws Exception {
    try (SocksProxy socks = SocksProxy.to(downstream.port())) {
      HttpClient strange = Tuned.throughSocks(Tuned.withConnections(1), "localhost", socks.port());
      assertThat(as(issuer.token("alice"), () -> answerOf(strange, "http://orders/")))
          .isEqualTo("200 nobody");
      HttpClient friendly = Tuned.throughSocks(Tuned.withConnections(1), "127.0.0.1", socks.port());
      assertThat(as(issuer.token("alice"), () -> answerOf(friendly, "http://orders/")))
          .isEqualTo("200 alice");
      assertThat(as(issuer.token("alice"), () -> answerOf(friendly, "http://stranger.example/")))
          .isEqualTo("200 nobody");
    }
  }

  @Test
  void judgesTheAddressThatAClientIsSetToAndNotItsUrl() throws Exception {
    InetSocketAddress stranger = new InetSocketAddress(Downstream.STRANGER, downstream.port());
    HttpClient strange =
        Tuned.hasTcpClient()
            ? client.tcpConfiguration(tcp -> tcp.addressSupplier(() -> stranger))
            : Tuned.to(client, () -> stranger);

    assertThat(as(issuer.token("alice"), () -> answerOf(strange, "/"))).isEqualTo("200 nobody");
    assertThat(downstream.only().at).isEqualTo(Downstream.STRANGER);
  }

  @Test
  void sendsNothingOnTheHandshakeOfAWebSocket() throws Exception {
    String url = "ws" + downstream.inEstate("/socket").substring("http".length());
    as(
        issuer.token("alice"),
        () ->
            assertThatThrownBy(
                    () ->
                        client
                            .websocket()
                            .uri(url)
                            .handle((in, out) -> in.receive().then())
                            .blockLast(PATIENCE))
                .isNotNull());

    assertThat(downstream.received()).isNotEmpty();
    assertThat(users()).containsOnlyNulls();
  }
}
