package io.tokenrelay.instrumentation.jdk;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Thread pools: a task carries the snapshot of the thread that handed it in. */
class CarriesAcrossExecutors {
  private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();

  /** One object for all users, as a non-capturing lambda is. */
  private static final Runnable SHARED = () -> SEEN.add(As.whom());

  private final List<ExecutorService> pools = new ArrayList<>();

  @AfterEach
  void shutDown() {
    pools.forEach(ExecutorService::shutdownNow);
    SEEN.clear();
  }

  private <P extends ExecutorService> P open(P pool) {
    pools.add(pool);
    return pool;
  }

  private ThreadPoolExecutor pool(BlockingQueue<Runnable> queue) {
    return open(new ThreadPoolExecutor(1, 1, 1, SECONDS, queue));
  }

  private ExecutorService one() {
    return open(Executors.newFixedThreadPool(1));
  }

  /** Keeps the pool's only thread busy until the latch is down, so that tasks stay queued. */
  private static CountDownLatch busy(ExecutorService pool) throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    pool.execute(
        () -> {
          started.countDown();
          try {
            release.await(60, SECONDS);
          } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(started.await(60, SECONDS)).isTrue();
    return release;
  }

  private static String seen() throws InterruptedException {
    return SEEN.poll(60, SECONDS);
  }

  @Test
  void carriesASubmittedCallable() throws Exception {
    ExecutorService pool = one();
    Future<String> ann = As.user("ann", () -> pool.submit((Callable<String>) As::whom));
    Future<String> bob = As.user("bob", () -> pool.submit((Callable<String>) As::whom));
    Future<String> none = pool.submit((Callable<String>) As::whom);
    assertThat(ann.get()).isEqualTo("ann");
    assertThat(bob.get()).isEqualTo("bob");
    assertThat(none.get()).isEqualTo(As.NOBODY);
  }

  @Test
  void carriesASubmittedRunnable() throws Exception {
    ExecutorService pool = one();
    As.user("ann", () -> pool.submit(SHARED));
    As.user("bob", () -> pool.submit(SHARED, "result"));
    pool.submit(SHARED);
    assertThat(Arrays.asList(seen(), seen(), seen())).containsExactly("ann", "bob", As.NOBODY);
  }

  @Test
  void carriesAnExecutedRunnable() throws Exception {
    for (BlockingQueue<Runnable> queue :
        Arrays.<BlockingQueue<Runnable>>asList(
            new LinkedBlockingQueue<>(),
            new java.util.concurrent.ArrayBlockingQueue<>(10),
            new java.util.concurrent.LinkedTransferQueue<>(),
            new java.util.concurrent.LinkedBlockingDeque<>())) {
      ThreadPoolExecutor pool = pool(queue);
      As.user("ann", () -> execute(pool, SHARED));
      As.user("bob", () -> execute(pool, SHARED));
      pool.execute(SHARED);
      assertThat(Arrays.asList(seen(), seen(), seen())).containsExactly("ann", "bob", As.NOBODY);
    }
  }

  private static Void execute(java.util.concurrent.Executor pool, Runnable task) {
    pool.execute(task);
    return null;
  }

  @Test
  void carriesInvokeAllAndInvokeAny() throws Exception {
    ExecutorService pool = one();
    List<Callable<String>> both = Arrays.asList(As::whom, As::whom);
    for (Future<String> each : As.user("ann", () -> pool.invokeAll(both))) {
      assertThat(each.get()).isEqualTo("ann");
    }
    assertThat(As.user("bob", () -> pool.invokeAny(both))).isEqualTo("bob");
    assertThat(pool.invokeAny(both)).isEqualTo(As.NOBODY);
  }

  @Test
  void carriesThroughACompletionService() throws Exception {
    ExecutorCompletionService<String> service = new ExecutorCompletionService<>(one());
    As.user("ann", () -> service.submit(As::whom));
    assertThat(service.take().get()).isEqualTo("ann");
    service.submit(As::whom);
    assertThat(service.take().get()).isEqualTo(As.NOBODY);
  }

  @Test
  void carriesAOneShotSchedule() throws Exception {
    ScheduledExecutorService pool = open(Executors.newScheduledThreadPool(1));
    assertThat(As.user("ann", () -> pool.schedule(As::whom, 1, MILLISECONDS)).get())
        .isEqualTo("ann");
    As.user("bob", () -> pool.schedule(SHARED, 1, MILLISECONDS));
    assertThat(seen()).isEqualTo("bob");
    As.user("ann", () -> execute(pool, SHARED));
    assertThat(seen()).isEqualTo("ann");
    pool.schedule(SHARED, 1, MILLISECONDS);
    assertThat(seen()).isEqualTo(As.NOBODY);
  }

  @Test
  void periodicTasksStartEmpty() throws Exception {
    ScheduledExecutorService pool = open(Executors.newScheduledThreadPool(1));
    Future<?> rate = As.user("ann", () -> pool.scheduleAtFixedRate(SHARED, 0, 1, MILLISECONDS));
    assertThat(Arrays.asList(seen(), seen())).containsOnly(As.NOBODY);
    rate.cancel(false);
    Future<?> delay = As.user("bob", () -> pool.scheduleWithFixedDelay(SHARED, 0, 1, MILLISECONDS));
    assertThat(Arrays.asList(seen(), seen())).containsOnly(As.NOBODY);
    delay.cancel(false);
  }

  @Test
  void decorateTaskSeesTheApplicationsOwnTask() throws Exception {
    BlockingQueue<Runnable> decorated = new LinkedBlockingQueue<>();
    ScheduledThreadPoolExecutor pool =
        open(
            new ScheduledThreadPoolExecutor(1) {
              @Override
              protected <V> RunnableScheduledFuture<V> decorateTask(
                  Runnable own, RunnableScheduledFuture<V> task) {
                decorated.add(own);
                return task;
              }
            });
    As.user("ann", () -> pool.scheduleAtFixedRate(SHARED, 0, 1, SECONDS));
    As.user("ann", () -> pool.scheduleWithFixedDelay(SHARED, 0, 1, SECONDS));
    As.user("ann", () -> pool.schedule(SHARED, 0, SECONDS));
    assertThat(decorated).hasSize(3).allMatch(own -> own == SHARED);
  }

  @Test
  void removeFindsTheTask() throws Exception {
    for (BlockingQueue<Runnable> queue :
        Arrays.<BlockingQueue<Runnable>>asList(
            new LinkedBlockingQueue<>(),
            new java.util.concurrent.ArrayBlockingQueue<>(10),
            new java.util.concurrent.LinkedTransferQueue<>(),
            new java.util.concurrent.LinkedBlockingDeque<>(),
            new PriorityBlockingQueue<>(9, Comparator.comparing(Runnable::hashCode)))) {
      ThreadPoolExecutor pool = pool(queue);
      CountDownLatch release = busy(pool);
      Runnable own = () -> SEEN.add("ran");
      As.user("ann", () -> execute(pool, own));
      assertThat(pool.remove(() -> {})).isFalse();
      assertThat(pool.remove(own)).isTrue();
      assertThat(pool.remove(own)).isFalse();
      pool.execute(own);
      assertThat(pool.remove(own)).isTrue();
      assertThat(pool.getQueue()).isEmpty();
      release.countDown();
    }
    assertThat(SEEN).isEmpty();
  }

  @Test
  void removeFindsAScheduledTask() throws Exception {
    ScheduledThreadPoolExecutor pool = open(new ScheduledThreadPoolExecutor(1));
    Future<?> task =
        As.user("ann", () -> pool.schedule(SHARED, 1, java.util.concurrent.TimeUnit.HOURS));
    assertThat(pool.remove((Runnable) task)).isTrue();
    Future<?> cancelled =
        As.user("ann", () -> pool.schedule(SHARED, 1, java.util.concurrent.TimeUnit.HOURS));
    cancelled.cancel(false);
    pool.purge();
    assertThat(pool.getQueue()).isEmpty();
  }

  @Test
  void shutdownNowReturnsTheApplicationsOwnTasks() throws Exception {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    busy(pool);
    As.user("ann", () -> execute(pool, SHARED));
    assertThat(pool.shutdownNow()).hasSize(1).allMatch(own -> own == SHARED);
  }

  /** Ordered by the pool's comparator, which casts: it must never meet a class of ours. */
  private static final class Ranked implements Runnable {
    final int rank;

    Ranked(int rank) {
      this.rank = rank;
    }

    @Override
    public void run() {
      SEEN.add(rank + As.whom());
    }
  }

  @Test
  void leavesTasksOfAPriorityQueueAlone() throws Exception {
    ThreadPoolExecutor pool =
        pool(new PriorityBlockingQueue<>(9, Comparator.comparingInt(task -> rank(task))));
    CountDownLatch release = busy(pool);
    As.user("ann", () -> execute(pool, new Ranked(2)));
    As.user("bob", () -> execute(pool, new Ranked(1)));
    release.countDown();
    assertThat(Arrays.asList(seen(), seen())).containsExactly("1nobody", "2nobody");
  }

  private static int rank(Runnable task) {
    return ((Ranked) task).rank;
  }

  private static final class Natural implements Runnable, Comparable<Natural> {
    @Override
    public void run() {
      SEEN.add(As.whom());
    }

    @Override
    public int compareTo(Natural other) {
      return 0;
    }
  }

  @Test
  void leavesComparableTasksAlone() throws Exception {
    ThreadPoolExecutor pool = pool(new PriorityBlockingQueue<>());
    CountDownLatch release = busy(pool);
    As.user("ann", () -> execute(pool, new Natural()));
    As.user("bob", () -> execute(pool, new Natural()));
    release.countDown();
    assertThat(Arrays.asList(seen(), seen())).containsOnly(As.NOBODY);
  }

  @Test
  void theRejectionHandlerSeesItsOwnTask() throws Exception {
    BlockingQueue<Runnable> rejected = new LinkedBlockingQueue<>();
    RejectedExecutionHandler handler = (task, pool) -> rejected.add(task);
    ThreadPoolExecutor pool =
        open(new ThreadPoolExecutor(1, 1, 1, SECONDS, new SynchronousQueue<>(), handler));
    busy(pool);
    As.user("ann", () -> execute(pool, SHARED));
    assertThat(rejected).hasSize(1).allMatch(own -> own == SHARED);
  }

  @Test
  void overridesOfBeforeAndAfterExecuteSeeTheirOwnTask() throws Exception {
    BlockingQueue<Runnable> around = new LinkedBlockingQueue<>();
    ThreadPoolExecutor pool =
        open(
            new ThreadPoolExecutor(1, 1, 1, SECONDS, new LinkedBlockingQueue<>()) {
              @Override
              protected void beforeExecute(Thread thread, Runnable task) {
                around.add(task);
              }

              @Override
              protected void afterExecute(Runnable task, Throwable thrown) {
                around.add(task);
              }
            });
    As.user("ann", () -> execute(pool, SHARED));
    assertThat(seen()).isEqualTo("ann");
    pool.shutdown();
    assertThat(pool.awaitTermination(60, SECONDS)).isTrue();
    assertThat(around).hasSize(2).allMatch(own -> own == SHARED);
  }

  @Test
  void callerRunsWithItsOwn() throws Exception {
    ThreadPoolExecutor pool =
        open(
            new ThreadPoolExecutor(
                1,
                1,
                1,
                SECONDS,
                new SynchronousQueue<>(),
                new ThreadPoolExecutor.CallerRunsPolicy()));
    busy(pool);
    String after =
        As.user(
            "ann",
            () -> {
              pool.execute(SHARED);
              pool.submit(SHARED).get();
              CompletableFuture.runAsync(SHARED, pool).get();
              return As.whom();
            });
    assertThat(Arrays.asList(seen(), seen(), seen())).containsOnly("ann");
    assertThat(after).isEqualTo("ann");
  }

  @Test
  void aTaskOfNobodyRunByACallerStaysNobodys() throws Exception {
    FutureTask<String> task = new FutureTask<>(As::whom);
    FutureTask<String> anns = As.user("ann", () -> new FutureTask<>(As::whom));
    String after =
        As.user(
            "bob",
            () -> {
              task.run();
              anns.run();
              return As.whom();
            });
    assertThat(task.get()).isEqualTo(As.NOBODY);
    assertThat(anns.get()).isEqualTo("ann");
    assertThat(after).isEqualTo("bob");
  }

  @Test
  void aFailingTaskLeavesItsCallerAsItWas() throws Exception {
    FutureTask<String> task =
        new FutureTask<>(
            () -> {
              throw new IllegalStateException("on purpose");
            });
    String after =
        As.user(
            "bob",
            () -> {
              task.run();
              return As.whom();
            });
    assertThat(after).isEqualTo("bob");
  }

  @Test
  void aPoolsThreadBeginsWithNothingWhateverTheTaskBeforeLeft() throws Exception {
    ExecutorService pool = one();
    pool.execute(() -> io.tokenrelay.bootstrap.Carrier.swap("leftover"));
    pool.execute(SHARED);
    assertThat(seen()).isEqualTo(As.NOBODY);
  }

  @Test
  void aThreadNeverInherits() throws Exception {
    Thread thread = As.user("ann", () -> new Thread(SHARED));
    thread.start();
    assertThat(seen()).isEqualTo(As.NOBODY);
  }

  @Test
  void aTimerNeverCarries() throws Exception {
    java.util.Timer timer = new java.util.Timer(true);
    As.user(
        "ann",
        () -> {
          timer.schedule(
              new java.util.TimerTask() {
                @Override
                public void run() {
                  SEEN.add(As.whom());
                }
              },
              1);
          return null;
        });
    assertThat(seen()).isEqualTo(As.NOBODY);
    timer.cancel();
  }

  @Test
  void aTaskKeepsItsName() throws Exception {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    busy(pool);
    As.user("ann", () -> execute(pool, SHARED));
    assertThat(pool.getQueue().peek()).hasToString(SHARED.toString());
  }

  @Test
  void refusesNullAsBefore() {
    ExecutorService pool = one();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> As.user("ann", () -> execute(pool, null)))
        .isInstanceOf(NullPointerException.class);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> As.user("ann", () -> new FutureTask<String>(null)))
        .isInstanceOf(NullPointerException.class);
  }
}
