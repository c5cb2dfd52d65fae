package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every asynchronous client must do, too: a call is created on one thread, waits in a queue,
 * and lives on others.
 */
public abstract class RelaysAsyncCalls extends RelaysOutbound {
  /** A client of the library's. */
  protected interface AsyncClient {
    /** Starts a GET, and answers how to cancel it. */
    Runnable start(String url, Ending ending);
  }

  /** What the library's callback passes on. */
  protected interface Ending {
    /**
     * @param answer the status, a space, and the body
     */
    void answered(String answer);

    void failed(Exception failure);

    void cancelled();
  }

  /** A client with many connections, that follows redirects. */
  protected abstract AsyncClient asyncClient();

  /** One that has so many calls under way to a host, and queues the others. */
  protected abstract AsyncClient asyncClient(int calls);

  @Test
  void queuedCallsKeepTheirCreatorsWhenNoMoreMayBeUnderWay() throws Exception {
    assertQueuedCallsKeepTheirCreators(asyncClient(1));
  }

  /**
   * @param narrow has one call under way at a time
   */
  protected final void assertQueuedCallsKeepTheirCreators(AsyncClient narrow) throws Exception {
    Map<String, Future<String>> answers = new LinkedHashMap<>();
    for (String user : new String[] {"alice", "bob", "nobody", "carol"}) {
      answers.put(
          user, as(tokenOf(user), () -> send(narrow, downstream.inEstate("/hold/" + user))));
    }
    awaitRequests(1);
    assertThat(downstream.received()).hasSize(1); // the rest is promoted by whoever is done

    downstream.release();

    for (Map.Entry<String, Future<String>> answer : answers.entrySet()) {
      assertThat(answer.getValue().get(30, TimeUnit.SECONDS)).isEqualTo("200 " + answer.getKey());
    }
  }

  @Test
  void neverSendsAnotherUsersTokenFromTheQueue() throws Exception {
    AsyncClient narrow = asyncClient(3);
    String redirected = downstream.inEstate("/redirect?to=" + downstream.inEstate("/"));
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      Random random = new Random(thread);
      work.add(
          () -> {
            for (int round = 0; round < 25; round++) {
              String user = random.nextInt(5) == 0 ? "nobody" : "user" + random.nextInt(50);
              List<Future<String>> answers =
                  as(
                      tokenOf(user),
                      () -> {
                        List<Future<String>> started = new ArrayList<>();
                        for (int call = 0; call < 10; call++) {
                          started.add(
                              send(narrow, call == 5 ? redirected : downstream.inEstate("/")));
                        }
                        return started;
                      });
              for (Future<String> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("200 " + user);
              }
            }
            return null;
          });
    }
    AtOnce.run(work);

    assertThat(downstream.received()).hasSize(8 * 25 * 11);
  }

  @Test
  void aCallbackWorksForTheUserOfItsCall() throws Exception {
    AsyncClient narrow = asyncClient(1);
    Map<String, CompletableFuture<String>> seen = new LinkedHashMap<>();
    for (String user : new String[] {"alice", "nobody", "bob"}) {
      Ending asking = asking(seen, user);
      as(tokenOf(user), () -> narrow.start(downstream.inEstate("/hold"), asking));
    }
    downstream.release();

    assertWorkedFor(seen);
  }

  @Test
  void aCallbackOfACallThatFailsWorksForItsUser() throws Exception {
    for (String user : new String[] {"alice", "nobody", "bob"}) {
      CompletableFuture<String> asked = new CompletableFuture<>();
      downstream.reset();
      as(
          tokenOf(user),
          () -> asyncClient().start(downstream.inEstate("/drop-once"), asking(asked)));
      assertThat(asked.get(30, TimeUnit.SECONDS)).isEqualTo("200 " + user);
    }
  }

  @Test
  void aCallThatAnotherUserCancelsTellsItsOwn() throws Exception {
    Map<String, CompletableFuture<String>> seen = new LinkedHashMap<>();
    for (String user : new String[] {"alice", "bob"}) {
      Ending asking = asking(seen, user);
      as(
          tokenOf(user),
          () -> {
            Runnable cancel = asyncClient().start(downstream.inEstate("/hold"), asking);
            return as(
                tokenOf("mallory"),
                () -> {
                  cancel.run();
                  return null;
                });
          });
    }

    assertWorkedFor(seen);
  }

  /** Starts a GET, whose status and body are answered. */
  protected static CompletableFuture<String> send(AsyncClient client, String url) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    client.start(url, answering(answer));
    return answer;
  }

  /** Hands on how a call ends. */
  protected static Ending answering(CompletableFuture<String> answer) {
    return new Ending() {
      @Override
      public void answered(String text) {
        answer.complete(text);
      }

      @Override
      public void failed(Exception failure) {
        answer.completeExceptionally(failure);
      }

      @Override
      public void cancelled() {
        answer.cancel(false);
      }
    };
  }

  /** Asks downstream whom it works for, however its call ends. */
  protected final Ending asking(CompletableFuture<String> asked) {
    return new Ending() {
      @Override
      public void answered(String text) {
        whoAmI(asked);
      }

      @Override
      public void failed(Exception failure) {
        whoAmI(asked);
      }

      @Override
      public void cancelled() {
        whoAmI(asked);
      }
    };
  }

  private Ending asking(Map<String, CompletableFuture<String>> seen, String user) {
    CompletableFuture<String> asked = new CompletableFuture<>();
    seen.put(user, asked);
    return asking(asked);
  }

  /** Asks downstream whom this thread works for now. */
  protected final void whoAmI(CompletableFuture<String> asked) {
    asyncClient().start(downstream.inEstate("/who"), answering(asked));
  }

  protected static void assertWorkedFor(Map<String, CompletableFuture<String>> seen)
      throws Exception {
    for (Map.Entry<String, CompletableFuture<String>> each : seen.entrySet()) {
      assertThat(each.getValue().get(30, TimeUnit.SECONDS)).isEqualTo("200 " + each.getKey());
    }
  }

  protected final @Nullable String tokenOf(String user) {
    return user.equals("nobody") ? null : issuer.token(user);
  }

  protected final void awaitRequests(int count) {
    while (downstream.received().size() < count) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
