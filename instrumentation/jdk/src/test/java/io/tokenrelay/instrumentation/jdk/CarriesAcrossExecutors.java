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

  /** Made of what is at hand, as {@code () -> audit(user)} is. */
  private static Runnable audit() {
    BlockingQueue<String> atHand = SEEN;
    return () -> atHand.add(As.whom());
  }

  @Test
  void carriesASubmittedRunnableThatIsMadeOfWhatIsAtHand() throws Exception {
    ExecutorService pool = one();
    As.user("ann", () -> pool.submit(audit()));
    As.user("bob", () -> pool.submit(audit(), "result"));
    pool.submit(audit());
    assertThat(Arrays.asList(seen(), seen(), seen())).containsExactly("ann", "bob", As.NOBODY);
  }

  @Test
  void aSubmittedRunnableThatMayBeAnybodysRunsWithNothing() throws Exception {
    ExecutorService pool = one();
    As.user("ann", () -> pool.submit(SHARED));
    As.user("bob", () -> pool.submit(Executors.callable(SHARED)));
    assertThat(Arrays.asList(seen(), seen())).containsOnly(As.NOBODY);
  }

  private static List<BlockingQueue<Runnable>> queues() {
    return Arrays.asList(
        new LinkedBlockingQueue<>(),
        new java.util.concurrent.ArrayBlockingQueue<>(10),
        new java.util.concurrent.LinkedTransferQueue<>(),
        new java.util.concurrent.LinkedBlockingDeque<>());
  }

  @Test
  void anExecutedTaskRunsWithNothing() throws Exception {
    for (BlockingQueue<Runnable> queue : queues()) {
      ThreadPoolExecutor pool = pool(queue);
      As.user("ann", () -> execute(pool, SHARED));
      As.user("bob", () -> execute(pool, audit()));
      assertThat(Arrays.asList(seen(), seen())).containsOnly(As.NOBODY);
    }
  }

  @Test
  void carriesAnExecutedTaskThatHoldsWhatItsRequestIsAnsweredThrough() throws Exception {
    for (BlockingQueue<Runnable> queue : queues()) {
      ThreadPoolExecutor pool = pool(queue);
      for (String user : new String[] {"ann", "bob"}) {
        CompletableFuture<String> response = new CompletableFuture<>();
        As.user(user, response, () -> execute(pool, () -> response.complete(As.whom())));
        assertThat(response.get(60, SECONDS)).isEqualTo(user);
      }
      pool.execute(SHARED);
      assertThat(seen()).isEqualTo(As.NOBODY);
    }
  }

  @Test
  void suchATaskStaysAsItIs() throws Exception {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    CountDownLatch release = busy(pool);
    CompletableFuture<String> response = new CompletableFuture<>();
    Runnable own = () -> response.complete(As.whom());
    As.user("ann", response, () -> execute(pool, own));
    assertThat(pool.getQueue().peek()).isSameAs(own);
    release.countDown();
    assertThat(response.get(60, SECONDS)).isEqualTo("ann");
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
  void whatIsScheduledRunsWithNothing() throws Exception {
    ScheduledExecutorService pool = open(Executors.newScheduledThreadPool(1));
    assertThat(As.user("ann", () -> pool.schedule(As::whom, 1, MILLISECONDS)).get())
        .isEqualTo(As.NOBODY);
    assertThat(As.user("ann", () -> pool.submit((Callable<String>) As::whom)).get())
        .isEqualTo(As.NOBODY);
    As.user("bob", () -> pool.schedule(audit(), 1, MILLISECONDS));
    assertThat(seen()).isEqualTo(As.NOBODY);
    As.user("ann", () -> execute(pool, audit()));
    assertThat(seen()).isEqualTo(As.NOBODY);
    assertThat(As.user("ann", () -> one().submit((Callable<String>) As::whom)).get())
        .as("what is not scheduled, on a thread that has scheduled")
        .isEqualTo("ann");
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
    assertThat(seen()).isEqualTo(As.NOBODY);
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
              pool.execute(audit());
              SEEN.add(pool.submit(As::whom).get());
              SEEN.add(CompletableFuture.supplyAsync(As::whom, pool).get());
              return As.whom();
            });
    assertThat(Arrays.asList(seen(), seen(), seen())).containsExactly(As.NOBODY, "ann", "ann");
    assertThat(after).isEqualTo("ann");
  }

  @Test
  void whatIsRefusedRunsWithNothingOnTheThreadThatHandsItOver() throws Exception {
    ThreadPoolExecutor pool =
        open(
            new ThreadPoolExecutor(
                1, 1, 1, SECONDS, new SynchronousQueue<>(), (task, refusing) -> task.run()));
    busy(pool);
    FutureTask<String> bobs = As.user("bob", () -> new FutureTask<>(As::whom));
    String after =
        As.user(
            "ann",
            () -> {
              pool.execute(audit());
              pool.execute(bobs);
              return As.whom();
            });
    assertThat(seen()).isEqualTo(As.NOBODY);
    assertThat(bobs.get()).isEqualTo("bob");
    assertThat(after).isEqualTo("ann");
  }

  @Test
  void whatIsHandedBackKeepsItsOwner() throws Exception {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    busy(pool);
    Future<String> anns = As.user("ann", () -> pool.submit(As::whom));
    Future<String> nobodys = pool.submit(As::whom);
    List<Runnable> handedBack = pool.shutdownNow();
    ExecutorService other = one();
    As.user(
        "root",
        () -> {
          handedBack.get(0).run();
          other.execute(handedBack.get(1));
          return null;
        });
    assertThat(anns.get(60, SECONDS)).isEqualTo("ann");
    assertThat(nobodys.get(60, SECONDS)).isEqualTo(As.NOBODY);
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
