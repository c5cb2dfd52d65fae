package io.tokenrelay.instrumentation.reactornetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.AgentCounters;
import io.tokenrelay.instrumentation.testing.ClientConnection;
import io.tokenrelay.instrumentation.testing.ServesRequests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.netty.http.server.HttpServer;

/** One event loop serves everybody: the suite runs with {@code reactor.netty.ioWorkerCount=1}. */
class WebFluxRelaysIT extends ServesRequests {
  private static final int THREADS = 8;
  private static final int USERS = 50;
  private static final int REQUESTS_PER_THREAD = 100;

  private static final List<String> WAYS =
      Arrays.asList(
          "/subscribe-on",
          "/publish-on",
          "/on-the-event-loop",
          "/flat-map",
          "/delay",
          "/future",
          "/retry",
          "/web-client",
          "/web-client-publish-on",
          "/web-client-several",
          "/body");

  private final WebFluxServer server = new WebFluxServer();

  @Override
  protected Class<?> libraryClass() {
    return HttpServer.class;
  }

  @Override
  protected int startServer() {
    return server.start();
  }

  @Override
  protected void stopServer() {
    server.stop();
  }

  @Test
  void everyChainWorksForItsCaller() throws Exception {
    String alice = issuer.token("alice");
    String forged = issuer.forgedToken("mallory");
    String expired = issuer.expiredToken("alice");
    for (String way : WAYS) {
      assertThat(get(calling(way), alice)).as(way).hasToString("200 alice");
      assertThat(get(calling(way), null)).as(way).hasToString("200 nobody");
      assertThat(get(calling(way), forged)).as(way).hasToString("200 nobody");
      assertThat(get(calling(way), expired)).as(way).hasToString("200 nobody");
    }
  }

  @Test
  void verifiesOncePerRequestWhateverItsWay() throws Exception {
    String alice = issuer.token("alice");
    for (String way : WAYS) {
      long before = AgentCounters.of("TokenValid");

      get(calling(way), alice);

      assertThat(AgentCounters.of("TokenValid") - before).as(way).isEqualTo(1);
    }
  }

  @Test
  void doesNotRelayWhenTwoTokensArePresented() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      assertThat(
              connection.request(
                  "GET",
                  calling("/subscribe-on"),
                  "Authorization",
                  "Bearer " + issuer.token("alice"),
                  "Authorization",
                  "Bearer " + issuer.token("bob")))
          .hasToString("200 nobody");
    }
  }

  @Test
  void relaysATokenThatCameInACookieOrAnotherHeader() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      assertThat(
              connection.request(
                  "GET", calling("/publish-on"), "Cookie", "estate=" + issuer.token("alice")))
          .hasToString("200 alice");
      assertThat(
              connection.request(
                  "GET", calling("/publish-on"), "x-estate-token", "Token " + issuer.token("bob")))
          .hasToString("200 bob");
    }
  }

  @Test
  void aKeptAliveConnectionServesTwoUsersWithoutMixing() throws Exception {
    String alice = issuer.token("alice");
    String bob = issuer.token("bob");
    try (ClientConnection connection = new ClientConnection(port)) {
      for (String way : WAYS) {
        for (String next : WAYS) {
          assertThat(connection.get(calling(way), alice).body).isEqualTo("alice");
          assertThat(connection.get(calling(next), bob).body)
              .as(next + " after " + way)
              .isEqualTo("bob");
          assertThat(connection.get(calling(next), null).body)
              .as(next + " after " + way)
              .isEqualTo("nobody");
        }
      }
    }
  }

  @Test
  void aRequestThatAnotherUserLetsGoOnWorksForTheOneWhoWaits() throws Exception {
    assertAnsweredBy("alice", "bob");
    assertAnsweredBy("alice", null);
    assertAnsweredBy(null, "bob");
  }

  private void assertAnsweredBy(@Nullable String waiting, @Nullable String answering)
      throws Exception {
    String name = waiting + "-by-" + answering;
    ExecutorService background = Executors.newSingleThreadExecutor();
    try {
      Future<ClientConnection.Answer> held =
          background.submit(() -> get("/hold?name=" + name, tokenOf(waiting)));
      while (!held.isDone() && !get("/is-held?name=" + name, null).body.equals("true")) {
        Thread.yield();
      }

      assertThat(get(calling("/answer") + "&name=" + name, tokenOf(answering)).body)
          .as("the one who answers, afterwards")
          .isEqualTo(answering == null ? "nobody" : answering);
      assertThat(held.get().body)
          .as("the one who waits")
          .isEqualTo(waiting == null ? "nobody" : waiting);
    } finally {
      background.shutdownNow();
    }
  }

  @Test
  void neverSendsAnotherUsersToken() throws Exception {
    String[] tokens = new String[USERS];
    for (int user = 0; user < USERS; user++) {
      tokens[user] = issuer.token("user" + user);
    }
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
                String way = WAYS.get(random.nextInt(WAYS.size()));
                String got = connection.get(calling(way), user == USERS ? null : tokens[user]).body;
                if (!got.equals(expected)) {
                  wrong.add(way + " of " + expected + " sent " + got);
                }
              }
            }
            return null;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Void> each : threads.invokeAll(work)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void leavesNothingOnTheEventLoop() throws Exception {
    String alice = issuer.token("alice");
    long before = AgentCounters.of("LeftoverCleared");
    for (int i = 0; i < 20; i++) {
      for (String way : WAYS) {
        get(calling(way), i % 2 == 0 ? alice : null);
      }
    }

    assertThat(AgentCounters.of("LeftoverCleared") - before).isZero();
  }

  private @Nullable String tokenOf(@Nullable String user) {
    return user == null ? null : issuer.token(user);
  }
}
