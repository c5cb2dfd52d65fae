package io.tokenrelay.instrumentation.jdk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/**
 * A thread carries nothing, unless its task itself holds the object through which the request that
 * starts it is answered.
 */
class CarriesAcrossThreads {
  private static final boolean WOVEN =
      System.getProperty("java.specification.version").startsWith("1.")
          || Integer.parseInt(System.getProperty("java.specification.version")) < 24;

  private static void needsWovenThreads() {
    assumeTrue(WOVEN, "threads are woven up to JDK 23");
  }

  private static Thread started(Thread thread) {
    thread.start();
    return thread;
  }

  /** Answers with whom it works for. */
  private static final class Answering implements Runnable {
    private final CompletableFuture<String> response;

    Answering(CompletableFuture<String> response) {
      this.response = response;
    }

    @Override
    public void run() {
      response.complete(As.whom());
    }
  }

  private static final class AnsweringThread extends Thread {
    private final CompletableFuture<String> response;

    AnsweringThread(CompletableFuture<String> response) {
      this.response = response;
    }

    @Override
    public void run() {
      response.complete(As.whom());
    }
  }

  @Test
  void aThreadWhoseTaskHoldsTheResponseWorksForTheOneWhoStartsIt() throws Exception {
    needsWovenThreads();
    for (String user : new String[] {"ann", "bob"}) {
      CompletableFuture<String> first = new CompletableFuture<>();
      As.user(user, first, () -> started(new Thread(() -> first.complete(As.whom()))));
      CompletableFuture<String> second = new CompletableFuture<>();
      As.user(user, second, () -> started(new Thread(new Answering(second), "named")));
      CompletableFuture<String> third = new CompletableFuture<>();
      As.user(user, third, () -> started(new AnsweringThread(third)));

      assertThat(first.get(60, SECONDS)).isEqualTo(user);
      assertThat(second.get(60, SECONDS)).isEqualTo(user);
      assertThat(third.get(60, SECONDS)).isEqualTo(user);
    }
  }

  @Test
  void aThreadWhoseTaskHoldsNothingWorksForNobody() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();

    As.user("ann", new Object(), () -> started(new Thread(() -> seen.complete(As.whom()))));

    assertThat(seen.get(60, SECONDS)).isEqualTo(As.NOBODY);
  }

  private static final class Ringing extends TimerTask {
    private final CompletableFuture<String> seen = new CompletableFuture<>();

    @Override
    public void run() {
      seen.complete(As.whom());
    }
  }

  @Test
  void aTimersTaskWorksForNobodyAndIsNamed() throws Exception {
    Timer timer = new Timer(true);
    Ringing ringing = new Ringing();
    As.user(
        "ann",
        () -> {
          timer.schedule(ringing, 1);
          return null;
        });

    assertThat(ringing.seen.get(60, SECONDS)).isEqualTo(As.NOBODY);
    assertThat(WeavingAgent.LOST).contains("TIMED " + Ringing.class.getName());
    timer.cancel();
  }

  @Test
  void aThreadThatAnotherUserStartsWorksForNobody() throws Exception {
    CompletableFuture<String> response = new CompletableFuture<>();
    Thread ofAnn = As.user("ann", response, () -> new Thread(new Answering(response)));

    As.user("bob", new Object(), () -> started(ofAnn));

    assertThat(response.get(60, SECONDS)).isEqualTo(As.NOBODY);
  }

  @Test
  void aThreadThatRunsWorkWithAValueWorksForTheOneWhoMadeThat() throws Exception {
    FutureTask<String> ofAnn = As.user("ann", () -> new FutureTask<>(As::whom));

    As.user("bob", () -> started(new Thread(ofAnn)));

    assertThat(ofAnn.get(60, SECONDS)).isEqualTo("ann");
  }

  /** As in many a hand-written pool: no queue of the JDK, and the first task in a field. */
  private static final class Worker implements Runnable {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private Runnable first;

    Worker(Runnable first) {
      this.first = first;
    }

    @Override
    public void run() {
      for (Runnable task = first; task != null; task = next()) {
        first = null;
        task.run();
      }
    }

    private synchronized Runnable next() {
      try {
        while (tasks.isEmpty()) {
          wait();
        }
        return tasks.remove();
      } catch (InterruptedException stopped) {
        return null;
      }
    }

    synchronized void take(Runnable task) {
      tasks.add(task);
      notifyAll();
    }
  }

  @Test
  void aWorkersThreadWorksForNobodyThoughItsFirstTaskHoldsTheResponse() throws Exception {
    CompletableFuture<String> response = new CompletableFuture<>();
    Worker worker = new Worker(new Answering(response));
    Thread thread = As.user("ann", response, () -> started(new Thread(worker)));
    CompletableFuture<String> ofBob = new CompletableFuture<>();
    worker.take(new Answering(ofBob));

    assertThat(response.get(60, SECONDS)).isEqualTo(As.NOBODY);
    assertThat(ofBob.get(60, SECONDS)).isEqualTo(As.NOBODY);
    thread.interrupt();
  }

  @Test
  void aPoolsThreadWorksForNobodyAfterTheTaskThatItWasStartedFor() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    try {
      CompletableFuture<String> response = new CompletableFuture<>();
      As.user(
          "ann",
          response,
          () -> {
            pool.execute(new Answering(response));
            return null;
          });
      CompletableFuture<String> next = new CompletableFuture<>();
      pool.execute(new Answering(next));

      assertThat(response.get(60, SECONDS)).isEqualTo("ann");
      assertThat(next.get(60, SECONDS)).isEqualTo(As.NOBODY);
    } finally {
      pool.shutdownNow();
    }
  }
}
