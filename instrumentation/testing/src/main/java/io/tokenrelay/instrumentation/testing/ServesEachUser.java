package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every server must do, whichever framework its application is written with: each request
 * calls for its own caller, in whatever way it calls.
 */
public abstract class ServesEachUser extends ServesRequests {
  private static final int THREADS = 8;
  private static final int USERS = 50;

  protected ServesEachUser(TestServer server) {
    super(server);
  }

  /** The paths of the application that end in a call downstream. */
  protected abstract List<String> ways();

  /** The ways of which many requests may be made. */
  protected List<String> quickWays() {
    return ways();
  }

  /** How many requests each of eight threads makes. */
  protected int requestsPerThread() {
    return 100;
  }

  @Test
  void everyWayWorksForItsCaller() throws Exception {
    String alice = issuer.token("alice");
    String expired = issuer.expiredToken("alice");
    for (String way : ways()) {
      assertThat(get(calling(way), alice).body).as(way).isEqualTo("alice");
      assertThat(get(calling(way), null).body).as(way).isEqualTo("nobody");
      assertThat(get(calling(way), expired).body).as(way).isEqualTo("nobody");
    }
  }

  @Test
  void verifiesOncePerRequestWhateverItsWay() throws Exception {
    String alice = issuer.token("alice");
    for (String way : ways()) {
      long before = AgentCounters.of("TokenValid");

      assertThat(get(calling(way), alice).body).as(way).isEqualTo("alice");

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
  void doesNotRelayWhenTwoTokensArePresented() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      assertThat(
              connection.request(
                  "GET",
                  calling(ways().get(0)),
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
                  calling(ways().get(0)),
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
      assertThat(
              connection.request("GET", calling(ways().get(0)), "x-estate-token", "Token " + token))
          .hasToString("200 alice");
    }
    assertThat(downstream.only().authorization).containsExactly("Bearer " + token);
  }

  @Test
  void aKeptAliveConnectionServesTwoUsersWithoutMixing() throws Exception {
    String alice = issuer.token("alice");
    String bob = issuer.token("bob");
    try (ClientConnection connection = new ClientConnection(port)) {
      for (String way : ways()) {
        for (String next : ways()) {
          String as = next + " after " + way;
          assertThat(connection.get(calling(way), alice).body).as(way).isEqualTo("alice");
          assertThat(connection.get(calling(next), bob).body).as(as).isEqualTo("bob");
          assertThat(connection.get(calling(next), null).body).as(as).isEqualTo("nobody");
        }
      }
    }
  }

  @Test
  void neverSendsAnotherUsersToken() throws Exception {
    String[] tokens = new String[USERS];
    for (int user = 0; user < USERS; user++) {
      tokens[user] = issuer.token("user" + user);
    }
    List<String> ways = quickWays();
    AtomicInteger checked = new AtomicInteger();
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      work.add(
          () -> {
            try (ClientConnection connection = new ClientConnection(port)) {
              for (int i = 0; i < requestsPerThread(); i++) {
                int user = random.nextInt(USERS + 1); // the last one is nobody
                String expected = user == USERS ? "nobody" : "user" + user;
                String way = ways.get(random.nextInt(ways.size()));
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
    AtOnce.run(work);

    assertThat(wrong).isEmpty();
    assertThat(checked).hasValue(THREADS * requestsPerThread());
  }

  @Test
  void leavesNothingOnTheThread() throws Exception {
    String alice = issuer.token("alice");
    long before = AgentCounters.of("LeftoverCleared");
    for (int i = 0; i < 50; i++) {
      for (String way : quickWays()) {
        get(calling(way), i % 2 == 0 ? alice : null);
      }
    }

    assertThat(AgentCounters.of("LeftoverCleared") - before).isZero();
  }
}
