package io.tokenrelay.instrumentation.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenrelay.instrumentation.testing.ClientConnection;
import io.tokenrelay.instrumentation.testing.ServesEachUser;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * A task that holds the {@code AsyncResponse} of the request that hands it over is that request's.
 */
class JaxRsIT extends ServesEachUser {
  private static final JaxRsServer SERVER = new JaxRsServer();

  JaxRsIT() {
    super(SERVER);
  }

  /** In the request's own thread, or in a task that holds the response. */
  @Override
  protected List<String> ways() {
    return Arrays.asList("/", "/holding", "/nested");
  }

  @Test
  void aTaskThatHoldsNothingOfItsRequestWorksForNobody() throws Exception {
    assertThat(get(calling("/naked"), issuer.token("alice"))).hasToString("200 nobody");
  }

  @Test
  void aTaskThatHoldsTheResponseOfAnotherRequestWorksForNobody() throws Exception {
    assertThat(answerOfParked("alice", "bob")).isEqualTo("nobody");
    assertThat(answerOfParked("alice", "nobody")).isEqualTo("nobody");
    assertThat(answerOfParked("nobody", "bob")).isEqualTo("nobody");
  }

  @Test
  void whatFollowsAnAnswerIsOfTheRequestThatIsAnswered() throws Exception {
    assertThat(callerAfterAnswer("alice", "bob")).isEqualTo("alice");
    assertThat(callerAfterAnswer("alice", "nobody")).isEqualTo("alice");
    assertThat(callerAfterAnswer("nobody", "bob")).isEqualTo("nobody");
  }

  @Test
  void whatIsDoneWhenNobodyAnswersInTimeIsOfTheRequestThatWaits() throws Exception {
    assertThat(get(calling("/late"), issuer.token("alice"))).hasToString("200 alice");
    assertThat(get(calling("/late"), null)).hasToString("200 nobody");
  }

  @Test
  void whoeverSetsTheTimeOfAnotherRequestItsHandlerIsOfTheOneThatWaits() throws Exception {
    assumeTrue(
        Implementation.underTest() == Implementation.JERSEY,
        "CXF takes it from the request's own thread only; with RESTEasy it is nobody's");

    assertThat(answerOfPatient("alice", "bob")).isEqualTo("alice");
    assertThat(answerOfPatient("alice", "nobody")).isEqualTo("alice");
    assertThat(answerOfPatient("nobody", "bob")).isEqualTo("nobody");
  }

  @Test
  void anEventIsWrittenForTheRequestThatGetsIt() throws Exception {
    assumeTrue(Implementation.hasEvents(), "answers in pieces");

    assertThat(callersOfEvents("alice", "bob")).containsExactly("alice", "alice");
    assertThat(callersOfEvents("alice", "nobody")).containsExactly("alice", "alice");
    assertThat(callersOfEvents("nobody", "bob")).containsExactly("nobody", "nobody");
  }

  @Test
  void whatABroadcasterTellsIsNobodysWork() throws Exception {
    assumeTrue(Implementation.hasEvents(), "answers in pieces");

    for (String way : new String[] {"/events/closed", "/events/failed"}) {
      assertThat(callerAfterEvent(way, "alice", "bob")).as(way).isEqualTo("nobody");
      assertThat(callerAfterEvent(way, "nobody", "bob")).as(way).isEqualTo("nobody");
    }
  }

  /** Whose calls are made while an event of its own is written, and one that the other sends. */
  private List<String> callersOfEvents(String open, String sending) throws Exception {
    try (ClientConnection events = new ClientConnection(port)) {
      String own = open(events, "/events", open);
      assertThat(get("/answer", tokenOf(sending)).body).isEqualTo("done");
      return Arrays.asList(own, events.lineThatStarts("data: "));
    }
  }

  /** Whose call a broadcaster's callback makes that the other one causes. */
  private String callerAfterEvent(String way, String open, String sending) throws Exception {
    downstream.reset();
    try (ClientConnection events = new ClientConnection(port)) {
      assertThat(open(events, way, open)).isEqualTo("open");
      assertThat(get("/answer", tokenOf(sending)).body).isEqualTo("done");
    }
    return caller();
  }

  /** The first event of a request that is then left to others, with no thread in it. */
  private String open(ClientConnection events, String way, String user) throws Exception {
    String token = tokenOf(user);
    if (token == null) {
      events.send("GET", calling(way));
    } else {
      events.send("GET", calling(way), "Authorization", "Bearer " + token);
    }
    String first = events.lineThatStarts("data: ");
    SERVER.awaitIdle();
    return first;
  }

  /** Whose call the waiting request's completion callback makes when the other one answers it. */
  private String callerAfterAnswer(String waiting, String answering) throws Exception {
    downstream.reset();
    ExecutorService background = Executors.newSingleThreadExecutor();
    try {
      Future<ClientConnection.Answer> parked =
          background.submit(() -> get(calling("/completed"), tokenOf(waiting)));
      assertThat(get("/answer", tokenOf(answering)).body).isEqualTo("done");
      assertThat(parked.get().body).isEqualTo("answered");
      return caller();
    } finally {
      background.shutdownNow();
    }
  }

  /** What the waiting request is answered when its time is over, which the other one sets. */
  private String answerOfPatient(String waiting, String setting) throws Exception {
    ExecutorService background = Executors.newSingleThreadExecutor();
    try {
      Future<ClientConnection.Answer> patient =
          background.submit(() -> get(calling("/patient"), tokenOf(waiting)));
      assertThat(get("/answer", tokenOf(setting)).body).isEqualTo("done");
      return patient.get().body;
    } finally {
      background.shutdownNow();
    }
  }

  private String caller() {
    String caller = downstream.await(1).element().user();
    return caller == null ? "nobody" : caller;
  }

  /** What the waiting request is answered, whose task the other one hands over. */
  private String answerOfParked(String waiting, String handing) throws Exception {
    ExecutorService background = Executors.newSingleThreadExecutor();
    try {
      Future<ClientConnection.Answer> parked =
          background.submit(() -> get(calling("/parked"), tokenOf(waiting)));
      assertThat(get("/release", tokenOf(handing)).body).isEqualTo("released");
      return parked.get().body;
    } finally {
      background.shutdownNow();
    }
  }
}
