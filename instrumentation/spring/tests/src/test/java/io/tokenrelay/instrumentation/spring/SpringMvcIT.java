package io.tokenrelay.instrumentation.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenrelay.instrumentation.testing.AnswersEachOther;
import io.tokenrelay.instrumentation.testing.ClientConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Every way of Spring MVC to another thread ends in a call that carries its own caller's token. */
class SpringMvcIT extends AnswersEachOther {
  /** Tasks that are handed to an executor, with nothing in them that tells whose they are. */
  private static final List<String> WAYS_OF_NOBODY =
      Arrays.asList("/execute", "/throttled", "/pool", "/decorated");

  SpringMvcIT() {
    super(new SpringServer());
  }

  @Override
  protected List<String> ways() {
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
  void whatAnotherUserWritesToAnAnswerIsWrittenForTheOneWhoWaits() throws Exception {
    assertEachHasItsOwn("/hold-emitter", "/answer-emitter");
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
}
