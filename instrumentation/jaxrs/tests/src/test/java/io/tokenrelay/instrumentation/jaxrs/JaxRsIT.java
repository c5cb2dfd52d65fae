package io.tokenrelay.instrumentation.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

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
  JaxRsIT() {
    super(new JaxRsServer());
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

  /** Whose call the waiting request's completion callback makes when the other one answers it. */
  private String callerAfterAnswer(String waiting, String answering) throws Exception {
    downstream.reset();
    ExecutorService background = Executors.newSingleThreadExecutor();
    try {
      Future<ClientConnection.Answer> parked =
          background.submit(() -> get(calling("/completed"), tokenOf(waiting)));
      assertThat(get("/answer", tokenOf(answering)).body).isEqualTo("done");
      assertThat(parked.get().body).isEqualTo("answered");
      String caller = downstream.await(1).element().user();
      return caller == null ? "nobody" : caller;
    } finally {
      background.shutdownNow();
    }
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
