package io.tokenrelay.instrumentation.reactornetty;

import static io.tokenrelay.instrumentation.reactornetty.Calls.PATIENCE;
import static io.tokenrelay.instrumentation.reactornetty.Calls.answer;
import static io.tokenrelay.instrumentation.reactornetty.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.tokenrelay.instrumentation.testing.AgentCounters;
import io.tokenrelay.instrumentation.testing.AgentLog;
import io.tokenrelay.instrumentation.testing.Callers;
import io.tokenrelay.instrumentation.testing.Downstream;
import io.tokenrelay.instrumentation.testing.LoadedVersion;
import io.tokenrelay.instrumentation.testing.TestIssuer;
import io.tokenrelay.instrumentation.testing.TestTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/**
 * Reactor Netty's client by HTTP/2, in each of the ways in which it comes to speak it. One event
 * loop is everybody's: the suite runs with {@code ioWorkerCount=1}.
 */
class ReactorNettyHttp2IT {
  /** How client and service agree on HTTP/2. */
  enum Way {
    /** By ALPN, and nothing else will do. */
    TLS("https", HttpProtocol.H2),

    /** By ALPN, which has a choice. */
    TLS_CHOSEN("https", HttpProtocol.H2, HttpProtocol.HTTP11),

    /** In plain text, as both know. */
    KNOWN("http", HttpProtocol.H2C),

    /** In plain text, after a first request by HTTP/1.1 that asks for it. */
    UPGRADED("http", HttpProtocol.H2C, HttpProtocol.HTTP11);

    final String scheme;
    final HttpProtocol[] protocols;

    Way(String scheme, HttpProtocol... protocols) {
      this.scheme = scheme;
      this.protocols = protocols;
    }

    boolean isSecure() {
      return scheme.equals("https");
    }
  }

  private static final String[] USERS = {"alice", "bob", "nobody", "carol"};

  private static final TestIssuer issuer = TestIssuer.load();
  private static final Map<Way, Http2Service> services = new LinkedHashMap<>();
  private static Callers callers;
  private static TestTls tls;

  @BeforeAll
  static void startServices() throws Exception {
    assumeThat(Tuned.hasTcpClient())
        .as("before 1.0 a client can be set to HTTP/2, and then fails to write any request")
        .isFalse();
    Path folder = Files.createTempDirectory("http2");
    tls = TestTls.beside(folder.resolve("service"));
    callers = Callers.start();
    for (Way way : Way.values()) {
      services.put(way, service(way, HttpServer.create()));
    }
  }

  @AfterAll
  static void stopServices() {
    services.values().forEach(Http2Service::close);
    if (callers != null) {
      callers.close();
    }
    AgentLog.assertHoldsNoToken();
  }

  @AfterEach
  void forgetRequests() {
    services.values().forEach(Http2Service::reset);
  }

  private static Http2Service service(Way way, HttpServer server) {
    HttpServer speaking =
        way.isSecure()
            ? server
                .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                .secure(spec -> spec.sslContext(secure(false, "h2", "http/1.1")))
            : server.protocol(HttpProtocol.H2C, HttpProtocol.HTTP11);
    return new Http2Service(way.scheme, speaking);
  }

  /** A client that follows redirects, with one connection to each address. */
  private static HttpClient client(Way way) throws Exception {
    HttpClient client = Tuned.withConnections(1).followRedirect(true).protocol(way.protocols);
    String[] offered =
        Arrays.stream(way.protocols)
            .map(protocol -> protocol == HttpProtocol.HTTP11 ? "http/1.1" : "h2")
            .toArray(String[]::new);
    return way.isSecure() ? client.secure(spec -> spec.sslContext(secure(true, offered))) : client;
  }

  private static SslContext secure(boolean client, String... protocols) {
    return new JdkSslContext(
        tls.context(),
        client,
        null,
        IdentityCipherSuiteFilter.INSTANCE,
        new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            protocols),
        ClientAuth.NONE,
        null,
        false);
  }

  private static String get(HttpClient client, String url) {
    return answer(client, url).block(PATIENCE);
  }

  private static <T> T as(String user, Callable<T> code) throws Exception {
    return callers.as(user.equals("nobody") ? null : issuer.token(user), code);
  }

  /** A call that is made in a request of the user's, and goes on when that is over. */
  private static CompletableFuture<String> started(String user, Mono<String> call)
      throws Exception {
    return as(user, call::toFuture);
  }

  @Test
  void testsTheVersionItClaims() {
    LoadedVersion.assertIsTheOneUnderTest(HttpClient.class);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void relaysTheTokenOfTheCallerOnEachStream(Way way) throws Exception {
    Http2Service service = services.get(way);
    HttpClient client = client(way);
    List<@Nullable String> expected = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (String user : USERS) {
        assertThat(as(user, () -> get(client, service.inEstate("/")))).isEqualTo("200 " + user);
        expected.add(user.equals("nobody") ? null : user);
      }
    }
    assertThat(get(client, service.inEstate("/"))).isEqualTo("200 nobody");
    expected.add(null);

    assertThat(service.users()).isEqualTo(expected);
    assertIsOneConnection(service);
  }

  private static void assertIsOneConnection(Http2Service service) {
    assertThat(service.connections()).hasSize(1).doesNotContainNull();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void streamsThatAreOpenAtTheSameTimeAreEachTheirCallers(Way way) throws Exception {
    Http2Service service = services.get(way);
    HttpClient client = client(way);
    get(client, service.inEstate("/")); // opens the connection
    assertEachIsItsCallers(service, client, 60);
    assertIsOneConnection(service);
  }

  /** Who opens the connection need not be who gets it first. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void callsThatWaitForTheFirstConnectionAreEachTheirCallers(Way way) throws Exception {
    Http2Service service = services.get(way);
    for (int round = 0; round < 5; round++) {
      service.reset();
      assertEachIsItsCallers(service, client(way), 12);
    }
  }

  /** Who ends a stream hands it to who has waited for it. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void callsThatWaitForAStreamAreEachTheirCallers(Way way) throws Exception {
    try (Http2Service few = service(way, Tuned.allowingStreams(HttpServer.create(), 2))) {
      HttpClient client = client(way);
      get(client, few.inEstate("/"));
      assertEachIsItsCallers(few, client, 40);
      assertIsOneConnection(few);
    }
  }

  private static void assertEachIsItsCallers(Http2Service service, HttpClient client, int calls)
      throws Exception {
    List<String> expected = new ArrayList<>();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int call = 0; call < calls; call++) {
      String user = call % 4 == 0 ? "nobody" : "user" + call % 7;
      expected.add("200 " + user);
      answers.add(started(user, answer(client, service.inEstate("/hold?call=" + call))));
    }
    service.release();
    List<String> got = new ArrayList<>();
    for (CompletableFuture<String> answer : answers) {
      got.add(answer.get(30, TimeUnit.SECONDS));
    }
    assertThat(got).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void manyUsersOnOneConnectionNeverSendEachOthersTokens(Way way) throws Exception {
    Http2Service service = services.get(way);
    HttpClient client = client(way);
    get(client, service.inEstate("/"));
    String here = service.inEstate("/");
    Mono<String> call = answer(client, here);
    Mono<String> led = answer(client, service.inEstate("/redirect?to=" + here));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Void>> work = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        Random random = new Random(thread);
        work.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 25; round++) {
                    String user = random.nextInt(5) == 0 ? "nobody" : "user" + random.nextInt(4);
                    assertThat(as(user, () -> ways(call, led).block(PATIENCE)))
                        .containsOnly("200 " + user);
                  }
                  return null;
                }));
      }
      for (Future<Void> each : work) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertIsOneConnection(service);
  }

  private static Mono<List<String>> ways(Mono<String> call, Mono<String> led) {
    return Flux.merge(call, led, call.flatMap(first -> call), call, led).collectList();
  }

  /** The service resets the stream, and the next one is another's. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void whoGivesUpHandsNothingToTheNext(Way way) throws Exception {
    Http2Service service = services.get(way);
    HttpClient client = client(way);
    get(client, service.inEstate("/"));
    for (String next : USERS) {
      CompletableFuture<String> ofDave = started("dave", answer(client, service.inEstate("/hold")));
      CompletableFuture<String> ofNext =
          started(next, answer(client, service.inEstate("/hold?next")));
      as("erin", () -> ofDave.cancel(true));
      CompletableFuture<String> after = started(next, answer(client, service.inEstate("/")));

      assertThat(after.get(30, TimeUnit.SECONDS)).isEqualTo("200 " + next);
      service.release();
      assertThat(ofNext.get(30, TimeUnit.SECONDS)).isEqualTo("200 " + next);
      service.reset();
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void neverSendsTheTokenToAStranger(Way way) throws Exception {
    Http2Service service = services.get(way);
    HttpClient client = client(way);
    for (int round = 0; round < 2; round++) {
      assertThat(as("alice", () -> get(client, service.asStranger("/")))).isEqualTo("200 nobody");
    }
    HttpClient misled = Tuned.resolving(client(way), name -> Downstream.STRANGER);
    if (!way.isSecure()) { // its certificate does not name it
      assertThat(as("alice", () -> get(misled, service.named("orders.internal", "/"))))
          .isEqualTo("200 nobody");
    }
    HttpClient naming = client.headers(all -> all.set("Host", "stranger.example"));
    assertThat(as("alice", () -> get(naming, service.inEstate("/")))).isEqualTo("200 nobody");

    assertThat(service.users()).isNotEmpty().containsOnlyNulls();
    assertThat(service.connections()).doesNotContainNull();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void judgesEachRedirectAnew(Way way) throws Exception {
    Http2Service service = services.get(way);
    HttpClient client = client(way);
    String here = service.inEstate("/target");
    String strange = service.asStranger("/target");
    // Before 1.3 a client follows no redirect that answers the request to upgrade.
    get(client, here);
    get(client, strange);
    service.reset();
    for (int round = 0; round < 2; round++) {
      assertThat(as("alice", () -> get(client, service.inEstate("/redirect?to=" + here))))
          .isEqualTo("200 alice");
      assertThat(as("alice", () -> get(client, service.inEstate("/redirect?to=" + strange))))
          .isEqualTo("200 nobody");
      assertThat(as("alice", () -> get(client, service.asStranger("/redirect?to=" + here))))
          .isEqualTo("200 alice");
      assertThat(service.users()).containsExactly("alice", "alice", "alice", null, null, "alice");
      service.reset();
    }
  }

  /** The client tries once more by itself where a connection was lost. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void relaysAgainWhenACallIsMadeAgain(Way way) throws Exception {
    Http2Service service = services.get(way);
    HttpClient client = client(way);
    for (String path : new String[] {"/drop-once", "/refuse-once"}) {
      for (String user : USERS) {
        service.reset();
        get(client, service.inEstate("/"));
        CompletableFuture<String> answer =
            started(user, answer(client, service.inEstate(path)).retry(1));
        CompletableFuture<String> others =
            started("dave", answer(client, service.inEstate("/")).retry(1));

        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("200 " + user);
        assertThat(others.get(30, TimeUnit.SECONDS)).isEqualTo("200 dave");
        assertThat(usersOf(service, path))
            .hasSizeGreaterThan(1)
            .containsOnly(user.equals("nobody") ? null : user);
      }
    }
  }

  private static List<@Nullable String> usersOf(Http2Service service, String path) {
    List<@Nullable String> users = new ArrayList<>();
    for (Http2Service.Received each : service.received()) {
      if (each.path.equals(path)) {
        users.add(each.user);
      }
    }
    return users;
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void relaysWithABodyAndKeepsTheApplicationsOwnHeader(Way way) throws Exception {
    Http2Service service = services.get(way);
    HttpClient client = client(way);
    HttpClient own = client.headers(all -> all.set("Authorization", "Basic YTpi"));
    for (Flux<String> body :
        Arrays.asList(
            Flux.<String>empty(), Flux.just("text"), Flux.range(0, 2000).map(i -> "piece " + i))) {
      for (String user : USERS) {
        assertThat(as(user, () -> posting(client, service, body).block(PATIENCE)))
            .isEqualTo("200 " + user);
      }
      service.reset();
      as("alice", () -> posting(own, service, body).block(PATIENCE));
      assertThat(service.received())
          .extracting(request -> request.authorization)
          .containsExactly("Basic YTpi");
    }
  }

  private static Mono<String> posting(HttpClient client, Http2Service service, Flux<String> body) {
    return post(client, service.inEstate("/posted"), body);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void theApplicationNeverSeesTheHeader(Way way) throws Exception {
    Http2Service service = services.get(way);
    List<@Nullable String> seen = Collections.synchronizedList(new ArrayList<>());
    HttpClient watched =
        client(way)
            .doOnRequest(
                (request, connection) -> seen.add(request.requestHeaders().get("Authorization")))
            .doAfterRequest(
                (request, connection) -> seen.add(request.requestHeaders().get("Authorization")));
    for (int call = 0; call < 2; call++) {
      assertThat(as("alice", () -> get(watched, service.inEstate("/")))).isEqualTo("200 alice");
    }

    assertThat(seen).hasSize(4).containsOnlyNulls();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void tellsOfARefusalOfTheToken(Way way) throws Exception {
    Http2Service service = services.get(way);
    HttpClient client = client(way);
    long before = AgentCounters.of("RefusedDownstream");
    for (String user : new String[] {"nobody", "alice"}) {
      as(user, () -> get(client, service.inEstate("/status/401")));
    }

    assertThat(AgentCounters.of("RefusedDownstream")).isEqualTo(before + 1);
  }

  /** What it offers is not what it gets. */
  @Test
  void relaysByTheOlderVersionWhereTheServiceKnowsNoOther() throws Exception {
    HttpServer older = HttpServer.create().protocol(HttpProtocol.HTTP11);
    HttpServer olderByTls = older.secure(spec -> spec.sslContext(secure(false, "http/1.1")));
    for (Way way : new Way[] {Way.UPGRADED, Way.TLS_CHOSEN}) {
      try (Http2Service service =
          new Http2Service(way.scheme, way.isSecure() ? olderByTls : older)) {
        HttpClient client = client(way);
        for (String user : USERS) {
          assertThat(as(user, () -> get(client, service.inEstate("/")))).isEqualTo("200 " + user);
          assertThat(as(user, () -> get(client, service.asStranger("/")))).isEqualTo("200 nobody");
        }
        assertThat(service.connections()).containsOnlyNulls();
      }
    }
  }
}
