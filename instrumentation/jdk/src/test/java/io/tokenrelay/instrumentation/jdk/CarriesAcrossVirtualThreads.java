package io.tokenrelay.instrumentation.jdk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A virtual thread is judged like a task that is handed over. By reflection, for JDK 8. */
class CarriesAcrossVirtualThreads {
  @BeforeEach
  void needsVirtualThreads() {
    boolean there = true;
    try {
      Class.forName("java.lang.VirtualThread");
      Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
    } catch (ReflectiveOperationException before21) {
      there = false;
    }
    assumeTrue(there, "virtual threads are of JDK 21");
  }

  private static ExecutorService perTask() throws Exception {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  @Test
  void aStartedVirtualThreadRunsWithNothing() throws Exception {
    CompletableFuture<String> told = new CompletableFuture<>();
    Runnable work = () -> told.complete(As.whom());
    As.user("ann", () -> start(work));
    assertThat(told.get(60, SECONDS)).isEqualTo(As.NOBODY);
  }

  @Test
  void oneThatHoldsWhatItsRequestIsAnsweredThroughCarries() throws Exception {
    for (String user : new String[] {"ann", "bob"}) {
      CompletableFuture<String> response = new CompletableFuture<>();
      Runnable work = () -> response.complete(As.whom());
      As.user(user, response, () -> start(work));
      assertThat(response.get(60, SECONDS)).isEqualTo(user);
    }
  }

  private static Object start(Runnable work) throws ReflectiveOperationException {
    return Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
  }

  @Test
  void anExecutorOfVirtualThreadsCarries() throws Exception {
    carriesAll(perTask());
  }

  @Test
  void anExecutorOfPlatformThreadsPerTaskCarries() throws Exception {
    ThreadFactory factory = Thread::new;
    carriesAll(
        (ExecutorService)
            Executors.class
                .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                .invoke(null, factory));
  }

  private static void carriesAll(ExecutorService pool) throws Exception {
    for (String user : new String[] {"ann", As.NOBODY, "bob"}) {
      assertThat(As.user(user, () -> pool.submit((Callable<String>) As::whom)).get())
          .isEqualTo(user);
      CompletableFuture<String> told = new CompletableFuture<>();
      As.user(
          user,
          () -> {
            pool.execute(() -> told.complete(As.whom()));
            return null;
          });
      assertThat(told.get(60, SECONDS)).isEqualTo(As.NOBODY);
      List<Callable<String>> both = Arrays.asList(As::whom, As::whom);
      for (Future<String> each : As.user(user, () -> pool.invokeAll(both))) {
        assertThat(each.get()).isEqualTo(user);
      }
      assertThat(As.user(user, () -> pool.invokeAny(both))).isEqualTo(user);
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(60, SECONDS)).isTrue();
  }

  /** Parked by one user's thread, unparked by another's, on carriers that serve everybody. */
  @Test
  void parkingAndUnparkingNeverMixes() throws Exception {
    ExecutorService pool = perTask();
    CountDownLatch gate = new CountDownLatch(1);
    Future<?>[] waiting = new Future<?>[200];
    for (int i = 0; i < waiting.length; i++) {
      waiting[i] =
          As.user(
              user(i),
              () ->
                  pool.submit(
                      () -> {
                        String before = As.whom();
                        gate.await();
                        Thread.yield();
                        return before + "," + As.whom();
                      }));
    }
    As.user(
        "opener",
        () -> {
          gate.countDown();
          return null;
        });
    for (int i = 0; i < waiting.length; i++) {
      assertThat(waiting[i].get(60, SECONDS)).isEqualTo(user(i) + "," + user(i));
    }
    pool.shutdown();
  }

  private static String user(int i) {
    return i % 5 == 0 ? As.NOBODY : "user" + i;
  }
}
