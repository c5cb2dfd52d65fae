package io.tokenrelay.instrumentation.jdk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Fork and join: what is handed in carries; what a worker helps with never mixes. */
class CarriesAcrossForkJoin {
  private static final ForkJoinPool POOL = new ForkJoinPool(1);
  private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();
  private static final Runnable SHARED = () -> SEEN.add(As.whom());

  private static Runnable audit() {
    BlockingQueue<String> atHand = SEEN;
    return () -> atHand.add(As.whom());
  }

  @AfterAll
  static void shutDown() {
    POOL.shutdownNow();
  }

  @Test
  void carriesWhatIsSubmitted() throws Exception {
    for (ExecutorService pool : Arrays.asList(POOL, ForkJoinPool.commonPool())) {
      for (String user : new String[] {"ann", As.NOBODY, "bob"}) {
        assertThat(As.user(user, () -> pool.submit((Callable<String>) As::whom)).get())
            .isEqualTo(user);
        As.user(user, () -> pool.submit(audit())).get();
        assertThat(SEEN.poll(60, SECONDS)).isEqualTo(user);
        As.user(user, () -> pool.submit(audit(), "result")).get();
        assertThat(SEEN.poll(60, SECONDS)).isEqualTo(user);
        As.user(user, () -> pool.submit(SHARED)).get();
        assertThat(SEEN.poll(60, SECONDS)).isEqualTo(As.NOBODY);
        As.user(
            user,
            () -> {
              pool.execute(audit());
              return null;
            });
        assertThat(SEEN.poll(60, SECONDS)).isEqualTo(As.NOBODY);
        List<Callable<String>> both = Arrays.asList(As::whom, As::whom);
        for (Future<String> each : As.user(user, () -> pool.invokeAll(both))) {
          assertThat(each.get()).isEqualTo(user);
        }
        assertThat(As.user(user, () -> pool.invokeAny(both))).isEqualTo(user);
      }
    }
  }

  private static final class OfNobody extends RecursiveTask<String> {
    private static final long serialVersionUID = 1L;

    @Override
    protected String compute() {
      return As.whom();
    }
  }

  private static final class OfAnn extends RecursiveTask<String> {
    private static final long serialVersionUID = 1L;

    @Override
    protected String compute() {
      return As.whom();
    }
  }

  @Test
  void saysWhatIsSharedOutAndGoesWithoutItsRequest() throws Exception {
    assertThat(As.user("ann", () -> POOL.invoke(new OfAnn()))).isEqualTo(As.NOBODY);
    assertThat(As.user(As.NOBODY, () -> POOL.invoke(new OfNobody()))).isEqualTo(As.NOBODY);
    As.user("ann", () -> ForkJoinTask.adapt((Callable<String>) As::whom).fork().join());
    As.user(
        "ann",
        () -> {
          java.util.stream.IntStream.range(0, 64).parallel().forEach(any -> As.whom());
          return null;
        });

    assertThat(WeavingAgent.LOST)
        .contains(
            "FORKED " + OfAnn.class.getName(), "FORKED java.util.stream.ForEachOps$ForEachTask")
        .doesNotContain("FORKED " + OfNobody.class.getName())
        .noneMatch(lost -> lost.startsWith("FORKED java.util.concurrent."));
  }

  @Test
  void carriesAdaptedTasks() throws Exception {
    for (String user : new String[] {"ann", As.NOBODY}) {
      ForkJoinTask<String> task = As.user(user, () -> ForkJoinTask.adapt(As::whom));
      assertThat(As.user("bob", () -> POOL.invoke(task))).isEqualTo(user);
      ForkJoinTask<String> inline =
          As.user(user, () -> ForkJoinTask.adapt((Callable<String>) As::whom));
      assertThat(As.user("bob", inline::invoke)).isEqualTo(user);
      ForkJoinTask<?> runnable = As.user(user, () -> ForkJoinTask.adapt(audit()));
      As.user("bob", runnable::invoke);
      assertThat(SEEN.poll(60, SECONDS)).isEqualTo(user);
    }
  }

  private static final class Whom extends RecursiveTask<String> {
    @Override
    protected String compute() {
      return As.whom();
    }
  }

  @Test
  void aRecursiveTaskHandedInRunsWithNothing() throws Exception {
    assertThat(As.user("ann", () -> POOL.invoke(new Whom()))).isEqualTo(As.NOBODY);
  }

  @Test
  void aRecursiveTaskRunOnTheSpotIsTheThreadsOwn() throws Exception {
    assertThat(As.user("ann", () -> new Whom().invoke())).isEqualTo("ann");
  }

  /**
   * One worker: while it waits for its own subtask, or for quiescence, it helps with whatever else
   * is queued, in the middle of ann's run.
   */
  @Test
  void helpingWithAStrangersTaskNeverLendsTheHelpersSnapshot() throws Exception {
    CountDownLatch queued = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    Future<String> anns =
        As.user(
            "ann",
            () ->
                POOL.submit(
                    () -> {
                      started.countDown();
                      queued.await(60, SECONDS);
                      ForkJoinTask.helpQuiesce();
                      return As.whom();
                    }));
    assertThat(started.await(60, SECONDS)).isTrue();
    Whom raw = new Whom();
    POOL.execute(raw);
    Future<String> none = POOL.submit((Callable<String>) As::whom);
    Future<String> bobs = As.user("bob", () -> POOL.submit((Callable<String>) As::whom));
    CompletableFuture<String> supplied = CompletableFuture.supplyAsync(As::whom, POOL);
    queued.countDown();
    assertThat(anns.get(60, SECONDS)).isEqualTo("ann");
    assertThat(raw.get(60, SECONDS)).isEqualTo(As.NOBODY);
    assertThat(none.get(60, SECONDS)).isEqualTo(As.NOBODY);
    assertThat(bobs.get(60, SECONDS)).isEqualTo("bob");
    assertThat(supplied.get(60, SECONDS)).isEqualTo(As.NOBODY);
  }

  @Test
  void aSchedulingPoolCarriesNothing() throws Exception {
    assumeTrue(
        ScheduledExecutorService.class.isAssignableFrom(ForkJoinPool.class),
        "ForkJoinPool schedules from JDK 25");
    ScheduledExecutorService pool = (ScheduledExecutorService) (ExecutorService) POOL;
    for (String user : new String[] {"ann", As.NOBODY}) {
      assertThat(
              As.user(
                      user,
                      () -> pool.schedule(As::whom, 1, java.util.concurrent.TimeUnit.MILLISECONDS))
                  .get(60, SECONDS))
          .isEqualTo(As.NOBODY);
    }
    BlockingQueue<String> ticks = new LinkedBlockingQueue<>(); // the last may come late
    Future<?> rate =
        As.user(
            "ann",
            () ->
                pool.scheduleAtFixedRate(
                    () -> ticks.add(As.whom()), 0, 1, java.util.concurrent.TimeUnit.MILLISECONDS));
    assertThat(ticks.poll(60, SECONDS)).isEqualTo(As.NOBODY);
    assertThat(ticks.poll(60, SECONDS)).isEqualTo(As.NOBODY);
    rate.cancel(true);
  }
}
