package io.tokenrelay.instrumentation.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tokenrelay.instrumentation.testing.AgentCounters;
import io.tokenrelay.instrumentation.testing.AtOnce;
import io.tokenrelay.instrumentation.testing.Downstream;
import io.tokenrelay.instrumentation.testing.RefusingProxy;
import io.tokenrelay.instrumentation.testing.RelaysOutbound;
import io.tokenrelay.instrumentation.testing.TestTls;
import io.tokenrelay.instrumentation.testing.TunnelProxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code java.net.http.HttpClient} must do, by HTTP/1.1 and by HTTP/2. */
abstract class HttpClientSuite extends RelaysOutbound {
  static final Path HOSTS = Paths.get(System.getProperty("test.hosts"));
  static final String[] USERS = {"alice", "bob", "carol", "nobody"};

  final Version version;
  final HttpClient client;
  private final JdkLog log = JdkLog.read();

  HttpClientSuite(Version version) {
    this.version = version;
    this.client = builder().build();
  }

  final HttpClient.Builder builder() {
    return HttpClient.newBuilder().version(version).followRedirects(Redirect.ALWAYS);
  }

  @BeforeEach
  void nameThisMachine() throws IOException {
    lead("127.0.0.1 localhost");
  }

  @AfterAll
  void stopLog() {
    log.close();
    assertThat(log.heads).as("heads in the JDK's log").hasPositiveValue();
    assertThat(log.tokens).as("tokens in the JDK's log").hasValue(0);
  }

  @Override
  protected Class<?> libraryClass() {
    return HttpClient.class;
  }

  @Override
  protected String get(String url, String... headers) throws Exception {
    return get(client, url, headers);
  }

  /** Names are the JVM's to look up. */
  @Override
  protected @Nullable Client clientThatResolves(Function<String, InetAddress> resolver) {
    return null;
  }

  @Override
  protected Client clientWithCredentialsFor(String host, int port) {
    return by(builder().authenticator(new Robot(host, port)).build());
  }

  /** An authenticator of the application's is not asked before the server challenges. */
  @Override
  protected boolean tellsForWhichTarget() {
    return false;
  }

  /** It asks its own only. */
  @Override
  protected @Nullable Client clientThatAsksTheJvm() {
    return null;
  }

  @Override
  protected Client clientThatKeepsCookies() {
    return by(builder().cookieHandler(new CookieManager()).build());
  }

  @Test
  void sendsAndSendsLaterForWhoeverCallsWhicheverThreadDoesIt() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      HttpClient shared = builder().executor(one).build();
      get(shared, downstream.inEstate("/")); // a connection to share, where there is one
      Map<String, CompletableFuture<String>> answers = new LinkedHashMap<>();
      for (int round = 0; round < 5; round++) {
        for (String user : USERS) {
          answers.put(
              user + round, asUser(user, () -> later(shared, downstream.inEstate("/hold"))));
        }
        for (String user : USERS) {
          assertThat(asUser(user, () -> get(shared, downstream.inEstate("/"))))
              .isEqualTo("200 " + user);
        }
      }
      downstream.release();
      for (Map.Entry<String, CompletableFuture<String>> answer : answers.entrySet()) {
        String user = answer.getKey().substring(0, answer.getKey().length() - 1);
        assertThat(answer.getValue().get(30, TimeUnit.SECONDS)).isEqualTo("200 " + user);
      }
    } finally {
      one.shutdownNow();
    }
  }

  /** An executor may be a queue that requests work off, whoever they are. */
  @Test
  void sendsForWhoeverCallsWhereTheRequestOfAnotherDoesTheWork() throws Exception {
    BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    HttpClient queueing = builder().executor(queue::add).build();
    for (String path : new String[] {"/", "/redirect?to=" + downstream.inEstate("/target")}) {
      for (String caller : USERS) {
        for (String worker : USERS) {
          CompletableFuture<String> answer =
              asUser(caller, () -> later(queueing, downstream.inEstate(path)));
          String own =
              asUser(
                  worker,
                  () -> {
                    while (!answer.isDone()) {
                      Runnable task = queue.poll(10, TimeUnit.MILLISECONDS);
                      if (task != null) {
                        task.run();
                      }
                    }
                    return get(downstream.inEstate("/"));
                  });
          assertThat(answer.get()).as("worked off by " + worker).isEqualTo("200 " + caller);
          assertThat(own).isEqualTo("200 " + worker);
        }
      }
    }
  }

  /** Java 11 does not work with such an executor. */
  @Test
  void anExecutorThatRunsEverythingAtOnceChangesNothing() throws Exception {
    assumeThat(System.getProperty("java.specification.version")).isNotEqualTo("11");
    HttpClient direct = builder().executor(Runnable::run).build();
    for (int round = 0; round < 3; round++) {
      for (String user : USERS) {
        assertThat(asUser(user, () -> get(direct, downstream.inEstate("/"))))
            .isEqualTo("200 " + user);
      }
    }
  }

  @Test
  void whatFollowsACallIsTheWorkOfWhoeverHasAddedIt() throws Exception {
    CompletableFuture<String> ofAlice =
        asUser("alice", () -> later(client, downstream.inEstate("/hold")));
    Map<String, CompletableFuture<String>> following = new LinkedHashMap<>();
    for (String user : USERS) {
      following.put(
          user,
          asUser(
              user,
              () -> ofAlice.thenCompose(answer -> later(client, downstream.inEstate("/next")))));
    }
    downstream.release();

    assertThat(ofAlice.get(30, TimeUnit.SECONDS)).isEqualTo("200 alice");
    for (Map.Entry<String, CompletableFuture<String>> each : following.entrySet()) {
      assertThat(each.getValue().get(30, TimeUnit.SECONDS)).isEqualTo("200 " + each.getKey());
    }
  }

  @Test
  void neverSendsAnotherUsersTokenHoweverCallsAreMade() throws Exception {
    String[] tokens = new String[20];
    for (int user = 0; user < tokens.length; user++) {
      tokens[user] = issuer.token("user" + user);
    }
    ExecutorService few = Executors.newFixedThreadPool(2);
    AtomicInteger checked = new AtomicInteger();
    try {
      HttpClient shared = builder().executor(few).build();
      List<Callable<Void>> work = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        Random random = new Random(thread);
        work.add(
            () -> {
              for (int call = 0; call < 60; call++) {
                int user = random.nextInt(tokens.length + 1); // the last one is nobody
                String expected = user == tokens.length ? "nobody" : "user" + user;
                int way = random.nextInt(5);
                List<String> got =
                    as(user == tokens.length ? null : tokens[user], () -> inOneWay(shared, way));
                assertThat(got).as("way " + way).containsOnly("200 " + expected);
                checked.incrementAndGet();
              }
              return null;
            });
      }
      AtOnce.run(work);
    } finally {
      few.shutdownNow();
    }
    assertThat(checked).hasValue(8 * 60);
  }

  private List<String> inOneWay(HttpClient shared, int way) throws Exception {
    String here = downstream.inEstate("/");
    switch (way) {
      case 0:
        return List.of(get(shared, here));
      case 1:
        return List.of(later(shared, here).get(30, TimeUnit.SECONDS));
      case 2:
        CompletableFuture<String> one = later(shared, here);
        CompletableFuture<String> other = later(shared, here);
        return List.of(
            one.thenCombine(other, (a, b) -> b).get(30, TimeUnit.SECONDS),
            one.get(30, TimeUnit.SECONDS));
      case 3:
        return List.of(
            later(shared, here)
                .thenCompose(answer -> later(shared, here))
                .get(30, TimeUnit.SECONDS));
      default:
        return List.of(get(shared, downstream.inEstate("/redirect?to=" + here)));
    }
  }

  /** A handler or subscriber of one user's may be called by a thread that works for another's. */
  @Test
  void whatTakesAnAnswerInNeverWorksForAnotherUser() throws Exception {
    List<Executor> executors = new ArrayList<>();
    ExecutorService few = Executors.newFixedThreadPool(2);
    executors.add(few);
    if (!System.getProperty("java.specification.version").equals("11")) {
      executors.add(Runnable::run);
    }
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try {
      for (Executor executor : executors) {
        HttpClient shared = builder().executor(executor).build();
        get(shared, downstream.inEstate("/"));
        List<Callable<Void>> work = new ArrayList<>();
        for (int thread = 0; thread < 6; thread++) {
          String user = USERS[thread % USERS.length];
          work.add(
              () -> {
                for (int call = 0; call < 20; call++) {
                  asUser(
                      user,
                      () ->
                          shared
                              .sendAsync(
                                  request(downstream.inEstate("/")).build(),
                                  info -> new Calling(user, downstream, seen))
                              .get(30, TimeUnit.SECONDS));
                }
                return null;
              });
        }
        AtOnce.run(work);
      }
    } finally {
      few.shutdownNow();
    }
    Set<String> mayBe = new HashSet<>();
    for (String user : USERS) {
      for (String at : new String[] {"made", "subscribed", "next", "complete"}) {
        mayBe.add(at + " for " + user + ": " + user);
        mayBe.add(at + " for " + user + ": nobody");
      }
    }
    System.out.println("taking in: " + seen);
    assertThat(seen).isNotEmpty().isSubsetOf(mayBe);
  }

  /** Takes an answer in, and makes a call by another client at each step. */
  static final class Calling implements BodySubscriber<Void> {
    private final String user;
    private final Downstream downstream;
    private final Set<String> seen;
    private final CompletableFuture<Void> body = new CompletableFuture<>();

    Calling(String user, Downstream downstream, Set<String> seen) {
      this.user = user;
      this.downstream = downstream;
      this.seen = seen;
      call("made");
    }

    @Override
    public CompletionStage<Void> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      call("subscribed");
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
      call("next");
    }

    @Override
    public void onError(Throwable thrown) {
      body.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
      call("complete");
      body.complete(null);
    }

    private void call(String at) {
      HttpClientSuite.call(at, user, downstream, seen);
    }
  }

  /** Calls by another client, and notes whose token came where the user had work done. */
  static void call(String at, String user, Downstream downstream, Set<String> seen) {
    String came;
    try (InputStream in = new URL(downstream.inEstate("/nested")).openStream()) {
      came = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      came = failure.toString();
    }
    seen.add(at + " for " + user + ": " + came);
  }

  @Test
  void takesTheTokenOffWhenACallThatIsSentLaterIsLedToAStranger() throws Exception {
    String target = downstream.inEstate("/redirect?to=" + downstream.asStranger("/target"));

    assertThat(asUser("alice", () -> later(client, target)).get(30, TimeUnit.SECONDS))
        .isEqualTo("200 nobody");
    assertThat(users()).containsExactly("alice", null);
  }

  @Test
  void aRequestThatUsersShareCarriesTheTokenOfWhoeverSendsItAndShowsNone() throws Exception {
    HttpRequest shared =
        request(downstream.inEstate("/redirect?to=" + downstream.inEstate("/target"))).build();
    for (String user : USERS) {
      HttpResponse<String> response =
          asUser(user, () -> client.send(shared, BodyHandlers.ofString()));

      assertThat(response.body()).isEqualTo(user);
      assertThat(response.request().headers().map()).isEmpty();
      assertThat(response.previousResponse().orElseThrow().request().headers().map()).isEmpty();
    }
    assertThat(shared.headers().map()).isEmpty();
  }

  @Test
  void relaysWhatIsPostedInWhateverWay() throws Exception {
    for (BodyPublisher body :
        new BodyPublisher[] {
          BodyPublishers.noBody(),
          BodyPublishers.ofString("body"),
          BodyPublishers.fromPublisher(BodyPublishers.ofString("body"))
        }) {
      for (String user : USERS) {
        assertThat(asUser(user, () -> post(downstream.inEstate("/"), body)))
            .isEqualTo("200 " + user);
        assertThat(asUser(user, () -> post(downstream.asStranger("/"), body)))
            .isEqualTo("200 nobody");
      }
    }
  }

  private String post(String url, BodyPublisher body) throws Exception {
    return text(client.send(request(url).POST(body).build(), BodyHandlers.ofString()));
  }

  @Test
  void relaysByTlsAndToNoStranger() throws Exception {
    SSLContext tls = TestTls.beside(HOSTS).context();
    try (TlsDownstream secure = new TlsDownstream(tls)) {
      HttpClient trusting = builder().sslContext(tls).build();
      String protocol = version == Version.HTTP_2 ? "HTTP/2.0" : "HTTP/1.1";
      for (int round = 0; round < 3; round++) {
        for (String user : USERS) {
          String here = "https://127.0.0.1:" + secure.port() + "/";
          assertThat(asUser(user, () -> get(trusting, here)))
              .isEqualTo("200 " + protocol + " " + user);
          String strange = "https://localhost:" + secure.port() + "/";
          assertThat(asUser(user, () -> get(trusting, strange)))
              .isEqualTo("200 " + protocol + " nobody");
        }
      }
    }
  }

  @Test
  void sendsNothingOnTheHandshakeOfAWebSocket() throws Exception {
    URI here = URI.create(downstream.inEstate("/").replace("http:", "ws:"));
    asUser(
        "alice",
        () ->
            assertThatThrownBy(
                    () ->
                        client
                            .newWebSocketBuilder()
                            .buildAsync(here, new WebSocket.Listener() {})
                            .get(30, TimeUnit.SECONDS))
                .hasMessageContaining("WebSocketHandshakeException"));

    assertThat(users()).hasSize(1).containsOnlyNulls();
  }

  @Test
  void countsWhatIsRefusedDownstream() throws Exception {
    long before = AgentCounters.of("RefusedDownstream");
    asUser("alice", () -> get(downstream.inEstate("/status/401")));
    asUser("nobody", () -> get(downstream.inEstate("/status/401")));

    assertThat(AgentCounters.of("RefusedDownstream")).isEqualTo(before + 1);
  }

  /** It may call by the same client, whose only thread this may be. */
  @Test
  void anAuthenticatorIsAskedByNobodyButTheJdk() throws Exception {
    Robot robot = new Robot("127.0.0.1", downstream.port());
    HttpClient own = builder().authenticator(robot).build();
    for (String user : USERS) {
      assertThat(asUser(user, () -> get(own, downstream.inEstate("/")))).isEqualTo("200 nobody");
    }
    assertThat(robot.asked).hasValue(0);
  }

  @Test
  void judgesTheTargetBehindAProxy() throws Exception {
    HttpClient proxied = through("127.0.0.1", downstream.port());

    assertThat(asUser("alice", () -> get(proxied, "http://orders/"))).isEqualTo("200 alice");
    assertThat(asUser("alice", () -> get(proxied, "http://stranger.example/")))
        .isEqualTo("200 nobody");
    assertThat(asUser("alice", () -> get(proxied, "http://stranger.example:80@orders/")))
        .as("as a proxy reads it who takes the first for the host")
        .doesNotContain("alice"); // or what the server says to such a host
    assertThat(asUser("bob", () -> get(proxied, "http://orders/"))).isEqualTo("200 bob");
    assertThat(get(proxied, "http://orders/")).isEqualTo("200 nobody");
  }

  @Test
  void neverShowsTheTokenToAProxyOutside() throws Exception {
    for (String host : new String[] {"localhost", "127.0.0.66"}) {
      HttpClient proxied = through(host, downstream.port());
      assertThat(asUser("alice", () -> get(proxied, "http://shop/"))).isEqualTo("200 nobody");
    }
  }

  @Test
  void neverSendsTheTokenToAProxyThatIsAskedForATunnel() throws Exception {
    try (RefusingProxy refusing = RefusingProxy.start()) {
      HttpClient proxied = through("127.0.0.1", refusing.port());
      asUser(
          "alice",
          () ->
              assertThatThrownBy(() -> get(proxied, "https://orders/"))
                  .isInstanceOf(IOException.class));

      assertThat(refusing.heads().element())
          .startsWith("CONNECT orders:443 ")
          .doesNotContain("Authorization: Bearer");
    }
  }

  @Test
  void judgesTheTargetOfATunnelAndShowsTheProxyNothing() throws Exception {
    SSLContext tls = TestTls.beside(HOSTS).context();
    try (TlsDownstream secure = new TlsDownstream(tls);
        TunnelProxy proxy = TunnelProxy.to(secure.port())) {
      for (String host : new String[] {"127.0.0.1", "localhost"}) {
        HttpClient tunnelling =
            builder()
                .sslContext(tls)
                .proxy(ProxySelector.of(new InetSocketAddress(host, proxy.port())))
                .build();
        for (String user : USERS) {
          String here = "https://127.0.0.1:" + secure.port() + "/";
          assertThat(asUser(user, () -> get(tunnelling, here))).endsWith(" " + user);
          String strange = "https://localhost:" + secure.port() + "/";
          assertThat(asUser(user, () -> get(tunnelling, strange))).endsWith(" nobody");
        }
      }
      assertThat(proxy.heads()).isNotEmpty();
      for (String head : proxy.heads()) {
        assertThat(head).startsWith("CONNECT ").doesNotContain("Authorization");
      }
    }
  }

  private HttpClient through(String host, int port) {
    return builder().proxy(ProxySelector.of(new InetSocketAddress(host, port))).build();
  }

  @Test
  void neverSendsTheTokenWhereTheJvmsResolverLeadsToAStranger() throws Exception {
    resolve("orders.internal", Downstream.STRANGER);

    assertThat(asUser("alice", () -> get(named("orders.internal")))).isEqualTo("200 nobody");
    assertThat(downstream.only().at).isEqualTo(Downstream.STRANGER);
  }

  @Test
  void judgesTheConnectionThatIsKeptAndNotWhereTheJvmsResolverLeadsNow() throws Exception {
    resolve("kept.internal", Downstream.STRANGER);
    assertThat(get(named("kept.internal"))).isEqualTo("200 nobody");
    resolve("kept.internal", Downstream.FRIEND);
    String got = asUser("alice", () -> get(named("kept.internal")));

    List<InetAddress> at = new ArrayList<>();
    downstream.received().forEach(request -> at.add(request.at));
    assertThat(at.get(0)).isEqualTo(Downstream.STRANGER);
    assertThat(got) // by HTTP/1.1 the JDK keeps a connection for an address, not for a name
        .isEqualTo(at.get(1).equals(Downstream.FRIEND) ? "200 alice" : "200 nobody");
  }

  final <T> T asUser(String user, Callable<T> code) throws Exception {
    return as(user.equals("nobody") ? null : issuer.token(user), code);
  }

  static HttpRequest.Builder request(String url, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    return headers.length == 0 ? request : request.headers(headers);
  }

  static String get(HttpClient client, String url, String... headers) throws Exception {
    return text(client.send(request(url, headers).build(), BodyHandlers.ofString()));
  }

  static CompletableFuture<String> later(HttpClient client, String url) {
    return client
        .sendAsync(request(url).build(), BodyHandlers.ofString())
        .thenApply(response -> text(response));
  }

  private static String text(HttpResponse<String> response) {
    return response.statusCode() + " " + response.body();
  }

  private static Client by(HttpClient client) {
    return url -> get(client, url);
  }

  /** From now on the JVM finds this name there. */
  private static void resolve(String name, InetAddress address) throws IOException {
    lead("127.0.0.1 localhost", address.getHostAddress() + " " + name);
  }

  private static void lead(String... lines) throws IOException {
    Files.write(HOSTS, String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8));
  }

  private static final class Robot extends Authenticator {
    final AtomicInteger asked = new AtomicInteger();
    private final String host;
    private final int port;

    Robot(String host, int port) {
      this.host = host;
      this.port = port;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      asked.incrementAndGet();
      return getRequestingHost().equals(host) && getRequestingPort() == port
          ? new PasswordAuthentication("robot", "secret".toCharArray())
          : null;
    }
  }
}
