package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * A server whose application lets a request wait until another one answers it: {@code
 * /hold?name=NAME} waits, {@code /is-held?name=NAME} says whether it does, and {@code
 * /answer?to=URL&name=NAME} lets it go on and calls the URL itself.
 */
public abstract class AnswersEachOther extends ServesEachUser {
  protected AnswersEachOther(TestServer server) {
    super(server);
  }

  @Test
  void aRequestThatAnotherUserLetsGoOnWorksForTheOneWhoWaits() throws Exception {
    assertEachHasItsOwn("/hold", "/answer");
  }

  /** By other paths that do the same. */
  protected final void assertEachHasItsOwn(String hold, String answer) throws Exception {
    assertAnsweredBy("alice", "bob", hold, answer);
    assertAnsweredBy("alice", "nobody", hold, answer);
    assertAnsweredBy("nobody", "bob", hold, answer);
  }

  private void assertAnsweredBy(String waiting, String answering, String hold, String answer)
      throws Exception {
    String name = waiting + "-by-" + answering;
    ExecutorService background = Executors.newSingleThreadExecutor();
    try {
      Future<ClientConnection.Answer> held =
          background.submit(() -> get(hold + "?name=" + name, tokenOf(waiting)));
      while (!held.isDone() && !get("/is-held?name=" + name, null).body.equals("true")) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }

      assertThat(get(calling(answer) + "&name=" + name, tokenOf(answering)).body)
          .as("the one who answers, afterwards")
          .isEqualTo(answering);
      assertThat(held.get().body).as("the one who waits").isEqualTo(waiting);
    } finally {
      background.shutdownNow();
    }
  }
}
