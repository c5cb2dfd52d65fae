package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every HTTP server must do with the tokens that it receives, in mode {@code observe}. */
public abstract class RelaysInbound extends ServesRequests {
  private static final int THREADS = 8;
  private static final int USERS = 50;
  private static final int REQUESTS_PER_THREAD = 250;

  /** All the ways through the application that end in a call downstream. */
  protected List<String> ways() {
    return Arrays.asList(
        "/relay", "/forward", "/include", "/error", "/throw", "/async-dispatch", "/async-start");
  }

  @Test
  void relaysTheVerifiedToken() throws Exception {
    String token = issuer.token("alice");

    assertThat(get(calling("/relay"), token)).hasToString("200 alice");
    assertThat(downstream.only().authorization).containsExactly("Bearer " + token);
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

  @Test
  void doesNotRelayWhenTwoTokensArePresented() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      assertThat(
              connection.request(
                  "GET",
                  calling("/relay"),
                  "Authorization",
                  "Bearer " + issuer.token("alice"),
                  "Authorization",
                  "Bearer " + issuer.token("bob")))
          .hasToString("200 nobody");
    }
  }

  @Test
  void relaysATokenThatCameInACookieAsABearerToken() throws Exception {
    String token = issuer.token("alice");
    try (ClientConnection connection = new ClientConnection(port)) {
      assertThat(
              connection.request(
                  "GET",
                  calling("/relay"),
                  "Cookie",
                  "session=1; estate=" + token + "; theme=dark"))
          .hasToString("200 alice");
    }
    assertThat(downstream.only().authorization).containsExactly("Bearer " + token);
  }

  @Test
  void relaysATokenThatCameInAnotherHeaderAsABearerToken() throws Exception {
    String token = issuer.token("alice");
    try (ClientConnection connection = new ClientConnection(port)) {
      assertThat(connection.request("GET", calling("/relay"), "x-estate-token", "Token " + token))
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
  void verifiesOncePerRequestWhateverItsWay() throws Exception {
    for (String way : ways()) {
      long before = AgentCounters.of("TokenValid");

      assertThat(get(calling(way), issuer.token("alice")).body).as(way).isEqualTo("alice");

      assertThat(AgentCounters.of("TokenValid") - before).as("verdicts for " + way).isEqualTo(1);
    }
  }

  @Test
  void refusesOncePerRequestWhateverItsWay() throws Exception {
    String forged = issuer.forgedToken("mallory");
    for (String way : ways()) {
      long before = AgentCounters.of("TokenInvalid");

      assertThat(get(calling(way), forged).body).as(way).isEqualTo("nobody");

      assertThat(AgentCounters.of("TokenInvalid") - before).as("verdicts for " + way).isEqualTo(1);
    }
  }

  @Test
  void relaysNothingOnAnyWayWithoutAToken() throws Exception {
    for (String way : ways()) {
      assertThat(get(calling(way), null).body).as(way).isEqualTo("nobody");
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
  void aKeptAliveConnectionServesTwoUsersWithoutMixing() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      for (String way : ways()) {
        for (String next : ways()) {
          assertThat(connection.get(calling(way), issuer.token("alice")).body).isEqualTo("alice");
          assertThat(connection.get(calling(next), issuer.token("bob")).body)
              .as(next + " after " + way)
              .isEqualTo("bob");
        }
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

  @Test
  void neverSendsAnotherUsersToken() throws Exception {
    String[] tokens = new String[USERS];
    for (int user = 0; user < USERS; user++) {
      tokens[user] = issuer.token("user" + user);
    }
    AtomicInteger checked = new AtomicInteger();
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      work.add(
          () -> {
            try (ClientConnection connection = new ClientConnection(port)) {
              for (int i = 0; i < REQUESTS_PER_THREAD; i++) {
                int user = random.nextInt(USERS + 1); // the last one is nobody
                String expected = user == USERS ? "nobody" : "user" + user;
                String way = ways().get(random.nextInt(ways().size()));
                String got = connection.get(calling(way), user == USERS ? null : tokens[user]).body;
                checked.incrementAndGet();
                if (!got.equals(expected)) {
                  wrong.add(way + " of " + expected + " sent " + got);
                }
              }
            }
            return null;
          });
    }
    runAll(work);

    assertThat(wrong).isEmpty();
    assertThat(checked).hasValue(THREADS * REQUESTS_PER_THREAD);
  }

  @Test
  void leavesNothingOnTheThread() throws Exception {
    String alice = issuer.token("alice");
    long before = AgentCounters.of("LeftoverCleared");
    for (int i = 0; i < 50; i++) {
      for (String way : ways()) {
        get(calling(way), i % 2 == 0 ? alice : null);
      }
    }

    assertThat(AgentCounters.of("LeftoverCleared") - before).isZero();
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

  private static void runAll(List<Callable<Void>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      for (Future<Void> each : threads.invokeAll(work)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
