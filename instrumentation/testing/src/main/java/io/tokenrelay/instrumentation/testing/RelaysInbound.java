package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every HTTP server must do with the tokens that it receives, in mode {@code observe}. */
public abstract class RelaysInbound extends ServesEachUser {
  protected RelaysInbound(TestServer server) {
    super(server);
  }

  @Override
  protected List<String> ways() {
    return Arrays.asList(
        "/relay",
        "/forward",
        "/include",
        "/error",
        "/throw",
        "/async-dispatch",
        "/async-dispatch-twice",
        "/async-start");
  }

  /**
   * Ways by threads of the application's and by listeners. The timeouts are slow: some servers look
   * for them once in a second.
   */
  protected List<String> listeners() {
    return Arrays.asList(
        "/async-complete",
        "/async-read",
        "/async-write",
        "/async-timeout",
        "/async-timeout-dispatch");
  }

  @Override
  protected int requestsPerThread() {
    return 250;
  }

  /** Whether what a listener does when its request is over is that request's, as it should be. */
  protected boolean completesAsTheRequest() {
    return false;
  }

  /** Whether the server calls the listeners of a request that throws after it has started one. */
  protected boolean callsErrorListeners() {
    return !listeners().isEmpty();
  }

  @Test
  void relaysTheVerifiedToken() throws Exception {
    String token = issuer.token("alice");

    assertThat(get(calling("/relay"), token)).hasToString("200 alice");
    assertThat(downstream.only().authorization).containsExactly("Bearer " + token);
  }

  @Test
  void whatAServletCallsWhenItIsMadeIsNobodysWhoeverHasItMade() throws Exception {
    get(calling("/when-made"), null);

    assertThat(get(calling("/lazy"), issuer.token("alice"))).hasToString("200 nobody then alice");
    assertThat(get(calling("/lazy"), null)).hasToString("200 nobody then nobody");
  }

  @Test
  void relaysNothingForACallerWithoutAToken() throws Exception {
    assertThat(get(calling("/relay"), null)).hasToString("200 nobody");
    assertThat(downstream.only().authorization).isNull();
  }

  @Test
  void doesNotRelayAForgedToken() throws Exception {
    assertThat(get(calling("/relay"), issuer.forgedToken("mallory"))).hasToString("200 nobody");
  }

  @Test
  void doesNotRelayAnExpiredToken() throws Exception {
    assertThat(get(calling("/relay"), issuer.expiredToken("alice"))).hasToString("200 nobody");
  }

  @Test
  void doesNotRelayATokenForAnotherAudience() throws Exception {
    assertThat(get(calling("/relay"), issuer.tokenForAnotherAudience("alice")))
        .hasToString("200 nobody");
  }

  @Test
  void doesNotRelayATokenOfAnotherIssuer() throws Exception {
    assertThat(get(calling("/relay"), issuer.tokenOfAnotherIssuer("alice")))
        .hasToString("200 nobody");
  }

  /** RFC 9110 §11.6.2: one or more. */
  @Test
  void relaysATokenBehindSeveralSpacesBehindOne() throws Exception {
    String token = issuer.token("alice");
    try (ClientConnection connection = new ClientConnection(port)) {
      assertThat(connection.request("GET", calling("/relay"), "Authorization", "Bearer   " + token))
          .hasToString("200 alice");
    }
    assertThat(downstream.only().authorization).containsExactly("Bearer " + token);
  }

  @Test
  void doesNotRelayWhenTwoPlacesHoldDifferentTokens() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      assertThat(
              connection.request(
                  "GET",
                  calling("/relay"),
                  "Authorization",
                  "Bearer " + issuer.token("alice"),
                  "Cookie",
                  "estate=" + issuer.token("bob")))
          .hasToString("200 nobody");
    }
  }

  @Test
  void readsTheSchemeWithoutRegardToCase() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      assertThat(
              connection.request(
                  "GET", calling("/relay"), "authorization", "bEARER " + issuer.token("alice")))
          .hasToString("200 alice");
    }
  }

  @Test
  void showsTheIdentityAndNothingOfTheTokenToTheApplication() throws Exception {
    assertThat(get("/attribute?name=tokenrelay.identity", issuer.token("alice")))
        .hasToString("200 {issuer=" + TestIssuer.ISSUER + ", subject=alice, client=tests}");
    assertThat(get("/attribute?name=io.tokenrelay.exchange", issuer.token("alice")).body)
        .doesNotContain("eyJ");
    assertThat(get("/attribute?name=tokenrelay.identity", issuer.forgedToken("alice")))
        .hasToString("200 null");
  }

  @Test
  void namesTheCallerByTheServletApiAndNobodyWhoseTokenIsNotVerified() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      for (String user : new String[] {"alice", "bob"}) {
        assertThat(connection.get("/principal", issuer.token(user))).hasToString("200 " + user);
        assertThat(connection.get("/principal", null)).hasToString("200 nobody");
        assertThat(connection.get("/principal", issuer.forgedToken(user)))
            .hasToString("200 nobody");
      }
    }
  }

  @Test
  void aKeptAliveConnectionShowsNothingOfTheRequestBefore() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      for (String way : ways()) {
        for (String next : ways()) {
          connection.get(calling(way), issuer.token("alice"));
          assertThat(connection.get(calling(next), null).body)
              .as(next + " after " + way)
              .isEqualTo("nobody");
          connection.get(calling(way), issuer.token("alice"));
          assertThat(connection.get(calling(next), issuer.forgedToken("alice")).body)
              .as(next + ", forged, after " + way)
              .isEqualTo("nobody");
        }
        connection.get(calling(way), issuer.token("alice"));
        assertThat(connection.get("/attribute?name=tokenrelay.identity", null).body)
            .as("identity after " + way)
            .isEqualTo("null");
        connection.get(calling(way), issuer.token("alice"));
        assertThat(connection.get("/attribute?name=io.tokenrelay.exchange", null).body)
            .as("exchange after " + way)
            .isEqualTo("null");
      }
    }
  }

  @Test
  void aClientThatGoesAwayLeavesNothingToTheNext() throws Exception {
    String alice = issuer.token("alice");
    for (int i = 0; i < 50; i++) {
      try (ClientConnection connection = new ClientConnection(port)) {
        connection.send("GET", calling("/async-dispatch"), "Authorization", "Bearer " + alice);
      }
      assertThat(get(calling("/relay"), null)).hasToString("200 nobody");
    }
  }

  /** All at once, since some servers look for timeouts only once in a second. */
  @Test
  void verifiesOnceForAllThatListens() throws Exception {
    String[] tokens = {issuer.token("alice"), null};
    List<String> got = Collections.synchronizedList(new ArrayList<>());
    List<String> expected = new ArrayList<>();
    List<Callable<Void>> work = new ArrayList<>();
    for (String way : listeners()) {
      for (String token : tokens) {
        expected.add(way + (token == null ? " nobody" : " alice"));
        work.add(
            () -> {
              got.add(way + ' ' + bodyOf(way, token));
              return null;
            });
      }
    }
    long before = AgentCounters.of("TokenValid");

    AtOnce.run(work);

    assertThat(got).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(AgentCounters.of("TokenValid") - before).isEqualTo(listeners().size());
  }

  private String bodyOf(String way, @Nullable String token) {
    try {
      return get(calling(way), token).body;
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  @Test
  void callsTheErrorListenerWithTheTokenOfItsRequest() throws Exception {
    if (!callsErrorListeners()) {
      return;
    }
    for (String user : new String[] {"alice", "nobody"}) {
      String called = "/" + user + "-on-error";
      get(callingAs(user, "/async-error"), tokenOf(user));
      await(() -> !users(called).isEmpty()); // some servers answer before they call it

      assertThat(users(called)).containsOnly(user);
    }
  }

  @Test
  void readsABodyThatArrivesInPiecesWithTheTokenOfItsRequest() throws Exception {
    if (!listeners().contains("/async-read")) {
      return;
    }
    TestApplication.forgetReaders();
    try (ClientConnection alice = new ClientConnection(port);
        ClientConnection bob = new ClientConnection(port)) {
      for (int i = 0; i < 20; i++) {
        sendHead(alice, issuer.token("alice"));
        sendHead(bob, i % 2 == 0 ? issuer.token("bob") : null);
        for (ClientConnection connection : Arrays.asList(bob, alice, alice, bob)) {
          connection.sendBody("1234");
        }
        assertThat(alice.receive()).hasToString("200 alice");
        assertThat(bob.receive()).hasToString(i % 2 == 0 ? "200 bob" : "200 nobody");
      }
    }
  }

  private void sendHead(ClientConnection connection, @Nullable String token) throws Exception {
    String[] headers = {"Content-Length", "10", "X-Nothing", "-"};
    if (token != null) {
      headers[2] = "Authorization";
      headers[3] = "Bearer " + token;
    }
    connection.send("POST", calling("/async-read"), headers);
    connection.sendBody("12"); // Jetty waits for the first of it
    TestApplication.awaitReader();
  }

  @Test
  void aRequestThatAnotherOneWakesKeepsItsOwnCaller() throws Exception {
    if (listeners().isEmpty()) {
      return;
    }
    String[] users = {"alice", "bob", "nobody"};
    for (String sleeper : users) {
      for (String waker : users) {
        for (String wake : new String[] {"/wake", "/wake-to-complete"}) {
          String as = sleeper + ", woken by " + waker + " with " + wake;
          try (ClientConnection sleeping = new ClientConnection(port)) {
            String token = tokenOf(sleeper);
            sleeping.send(
                "GET",
                callingAs(sleeper, "/async-wait"),
                token == null ? "X-Nothing" : "Authorization",
                token == null ? "-" : "Bearer " + token);
            TestApplication.awaitWaiting();

            assertThat(get(calling(wake), tokenOf(waker))).as(as).hasToString("200 " + waker);
            assertThat(sleeping.receive())
                .as(as)
                .hasToString(wake.equals("/wake") ? "200 " + sleeper : "200 ");
          }
        }
      }
    }
    for (String sleeper : users) {
      String path = "/" + sleeper + "-on-complete";
      if (completesAsTheRequest()) { // after the answer
        await(() -> users(path).size() == 2 * users.length);
        assertThat(users(path)).containsOnly(sleeper);
      } else {
        assertThat(users(path)).isSubsetOf(sleeper, "nobody");
      }
    }
  }

  /** Calls downstream with a path that tells the user. */
  private String callingAs(String user, String way) throws IOException {
    return way + "?to=" + URLEncoder.encode(downstream.inEstate("/" + user + "-"), "UTF-8");
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** The users of the calls to a path. */
  private List<String> users(String path) {
    List<String> users = new ArrayList<>();
    for (Downstream.Received received : downstream.received()) {
      if (received.path.equals(path)) {
        String user = received.user();
        users.add(user == null ? "nobody" : user);
      }
    }
    return users;
  }

  @Test
  void isNotHarmedByAHugeHeader() throws Exception {
    char[] huge = new char[10 * 1024 * 1024];
    Arrays.fill(huge, 'a');
    try (ClientConnection connection = new ClientConnection(port)) {
      assertThat(connection.get(calling("/relay"), new String(huge)).status).isBetween(400, 499);
    } catch (IOException closed) {
      // The server may close the connection while the header is still being sent.
    }

    assertThat(get(calling("/relay"), issuer.token("alice"))).hasToString("200 alice");
  }

  @Test
  void isNotHarmedByATokenOfDots() throws Exception {
    char[] dots = new char[300];
    Arrays.fill(dots, '.');

    assertThat(get(calling("/relay"), new String(dots))).hasToString("200 nobody");
    assertThat(get(calling("/relay"), issuer.token("alice"))).hasToString("200 alice");
  }

  /** All but the timeouts. */
  @Override
  protected List<String> quickWays() {
    List<String> quick = new ArrayList<>(ways());
    listeners().stream().filter(way -> !way.contains("timeout")).forEach(quick::add);
    return quick;
  }
}
