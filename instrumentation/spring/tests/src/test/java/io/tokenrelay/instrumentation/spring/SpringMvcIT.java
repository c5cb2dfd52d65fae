package io.tokenrelay.instrumentation.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.springframework.web.servlet.DispatcherServlet;

/** Every way of Spring MVC to another thread ends in a call that carries its own caller's token. */
class SpringMvcIT extends ServesRequests {
  private static final int THREADS = 8;
  private static final int USERS = 50;
  private static final int REQUESTS_PER_THREAD = 60;

  private static final List<String> WAYS = ways();

  /** Tasks that are handed to an executor, with nothing in them that tells whose they are. */
  private static final List<String> WAYS_OF_NOBODY =
      Arrays.asList("/execute", "/throttled", "/pool", "/decorated");

  private final SpringServer server = new SpringServer();

  private static List<String> ways() {
    List<String> ways =
        new ArrayList<>(
            Arrays.asList(
                "/plain",
                "/callable",
                "/web-async-task",
                "/streaming",
                "/async-void",
                "/async-future",
                "/async-pool",
                "/submit",
                "/deferred"));
    if (WhereReactiveTypesAreAnswered.areAnswered()) {
      ways.addAll(Arrays.asList("/mono", "/mono-elsewhere", "/mono-later", "/flux"));
    }
    return ways;
  }

  @Override
  protected Class<?> libraryClass() {
    return DispatcherServlet.class;
  }

  @Override
  protected int startServer() throws Exception {
    return server.start(Application.class);
  }

  @Override
  protected void stopServer() throws Exception {
    server.stop();
  }

  @Test
  void everyKindOfHandlerWorksForItsCaller() throws Exception {
    String alice = issuer.token("alice");
    String forged = issuer.forgedToken("mallory");
    for (String way : WAYS) {
      assertThat(get(calling(way), alice)).as(way).hasToString("200 alice");
      assertThat(get(calling(way), null)).as(way).hasToString("200 nobody");
      assertThat(get(calling(way), forged)).as(way).hasToString("200 nobody");
    }
  }

  @Test
  void aTaskThatIsHandedOverWorksForNobodyUnlessItHoldsTheResponse() throws Exception {
    for (String way : WAYS_OF_NOBODY) {
      assertThat(get(calling(way), issuer.token("alice"))).as(way).hasToString("200 nobody");
    }
    assertThat(get(calling("/deferred-task"), issuer.token("alice"))).hasToString("200 alice");
    assertThat(get(calling("/deferred-task"), null)).hasToString("200 nobody");
    assertThat(get(calling("/emitter"), issuer.token("bob"))).hasToString("200 bob");
  }

  @Test
  void whatASingletonCallsWhenItIsCreatedIsNobodys() throws Exception {
    assertThat(get(calling("/lazy"), issuer.token("alice"))).hasToString("200 nobody then alice");
  }

  @Test
  void theOneObjectOfAFactoryIsNobodysWhenARequestIsTheFirstToAskForIt() throws Exception {
    assertThat(get(calling("/made") + "&name=madeOnce", issuer.token("alice")))
        .hasToString("200 nobody then alice");
  }

  @Test
  void whatAScopeKeepsForOthersIsNobodysWhenItIsMade() throws Exception {
    for (String bean : new String[] {"keptForAWhile", "ofTheSession"}) {
      for (String user : new String[] {"alice", "bob"}) {
        assertThat(get(calling("/made") + "&name=" + bean, issuer.token(user)))
            .as(bean)
            .hasToString("200 nobody then " + user);
      }
    }
  }

  @Test
  void aContextThatARequestRefreshesIsNobodys() throws Exception {
    assertThat(get(calling("/child"), issuer.token("alice")))
        .hasToString("200 [nobody, nobody, nobody] then alice");
  }

  @Test
  void whatIsMadeForEachWhoAsksIsTheRequests() throws Exception {
    for (String bean : new String[] {"prototype", "madeForEach", "madeByItsOwn", "ofTheRequest"}) {
      for (String user : new String[] {"alice", "bob"}) {
        assertThat(get(calling("/made") + "&name=" + bean, issuer.token(user)))
            .as(bean)
            .hasToString("200 " + user + " then " + user);
      }
    }
  }

  @Test
  void verifiesOncePerRequestWhateverItsWay() throws Exception {
    for (String way : WAYS) {
      long before = AgentCounters.of("TokenValid");

      get(calling(way), issuer.token("alice"));

      assertThat(AgentCounters.of("TokenValid") - before).as(way).isEqualTo(1);
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
  void aResultThatAnotherUserSetsIsWrittenForTheOneWhoWaits() throws Exception {
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
          .isEqualTo(String.valueOf(answering == null ? "nobody" : answering));
      assertThat(held.get().body)
          .as("the one who waits")
          .isEqualTo(waiting == null ? "nobody" : waiting);
    } finally {
      background.shutdownNow();
    }
  }

  @Test
  void aCallbackNeverCarriesTheTokenOfTheOneWhoCompletesTheFuture() throws Exception {
    assumeTrue(WhereThereAreListenableFutures.areThere());
    ExecutorService background = Executors.newSingleThreadExecutor();
    try {
      String bob = issuer.token("bob");
      Future<ClientConnection.Answer> listening =
          background.submit(() -> get(calling("/listen") + "&name=x", issuer.token("alice")));
      String afterwards;
      do {
        afterwards = get(calling("/complete") + "&name=x", bob).body;
      } while (afterwards.equals("nobody listens") && !listening.isDone());

      assertThat(afterwards).isEqualTo("bob");
      assertThat(listening.get().body).isEqualTo("nobody");
    } finally {
      background.shutdownNow();
    }
  }

  @Test
  void whatRunsAtATimeoutWorksForTheOneWhoWaited() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      connection.get(calling("/plain"), issuer.token("alice"));
      assertThat(connection.get(calling("/timeout"), issuer.token("bob")).body).isEqualTo("bob");
      assertThat(connection.get(calling("/timeout"), null).body).isEqualTo("nobody");
    }
  }

  @Test
  void scheduledWorkCarriesNothingWhoeverIsThereWhenItIsScheduled() throws Exception {
    assertThat(get(calling("/schedule"), issuer.token("alice")).body.split(","))
        .hasSizeGreaterThanOrEqualTo(6)
        .containsOnly("nobody");
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

  private @Nullable String tokenOf(@Nullable String user) {
    return user == null ? null : issuer.token(user);
  }
}
