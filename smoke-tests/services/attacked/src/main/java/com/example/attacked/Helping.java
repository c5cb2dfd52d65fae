package com.example.attacked;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Whoever waits for a fork-join pool does what lies in its queues meanwhile, whosever it is: within
 * one user's work it runs another's.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a call tells how it ended
final class Helping {
  private static final ThreadLocal<Boolean> WAITS = new ThreadLocal<>();
  private static final AtomicInteger DONE_MEANWHILE = new AtomicInteger();

  private final ExecutorService elsewhere = Executors.newCachedThreadPool();

  private Helping() {}

  static void addTo(Map<String, Act> acts) {
    Helping helping = new Helping();
    acts.put("done-meanwhile", owner -> DONE_MEANWHILE.toString());
    waysToLeave()
        .forEach(
            (left, leave) -> {
              ForkJoinPool pool = new ForkJoinPool(1);
              addTo(acts, "quiesce-" + left, pool, pool, leave, ForkJoinTask::helpQuiesce);
              ForkJoinPool other = new ForkJoinPool(1);
              Runnable await = () -> other.awaitQuiescence(1, MINUTES);
              addTo(acts, "await-" + left, other, helping.elsewhere, leave, await);
            });
  }

  /** How work is left in the pool. */
  private static Map<String, BiConsumer<ForkJoinPool, Runnable>> waysToLeave() {
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    Map<String, BiConsumer<ForkJoinPool, Runnable>> ways = new LinkedHashMap<>();
    ways.put("execute", ForkJoinPool::execute);
    ways.put("submit", (pool, job) -> pool.submit(job));
    ways.put("submit-value", (pool, job) -> pool.submit(() -> runs(job)));
    ways.put("run-async", (pool, job) -> CompletableFuture.runAsync(job, pool));
    ways.put("supply-async", (pool, job) -> CompletableFuture.supplyAsync(() -> runs(job), pool));
    ways.put("then-run-async", (pool, job) -> done.thenRunAsync(job, pool));
    ways.put("then-apply-async", (pool, job) -> done.thenApplyAsync(any -> runs(job), pool));
    ways.put("action", (pool, job) -> pool.execute(new Action(job)));
    ways.put("adapted", (pool, job) -> pool.execute(ForkJoinTask.adapt(job)));
    return ways;
  }

  /**
   * @param workers where the work is done that waits for the pool
   */
  private static void addTo(
      Map<String, Act> acts,
      String name,
      ForkJoinPool pool,
      ExecutorService workers,
      BiConsumer<ForkJoinPool, Runnable> leave,
      Runnable waiting) {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    Callable<Void> wait =
        () -> {
          working.countDown();
          Job.await(gate);
          WAITS.set(true);
          waiting.run();
          WAITS.remove();
          return null;
        };
    acts.put("help/" + name, owner -> help(workers, wait, owner, name));
    acts.put("leave/" + name, owner -> leave(working, leave, pool, new Left(owner, name, gate)));
    acts.put("go-on/" + name, owner -> goOn(gate));
  }

  private static String help(
      ExecutorService workers, Callable<Void> wait, String owner, String what) throws Exception {
    Callable<String> work =
        () -> {
          wait.call();
          return World.call(owner, what);
        };
    return workers.submit(work).get();
  }

  private static String leave(
      CountDownLatch working, BiConsumer<ForkJoinPool, Runnable> leave, ForkJoinPool in, Job job) {
    Job.await(working);
    leave.accept(in, job);
    return "";
  }

  private static String goOn(CountDownLatch gate) {
    gate.countDown();
    return "";
  }

  private static Void runs(Runnable job) {
    job.run();
    return null;
  }

  private static final class Left extends Job {
    Left(String owner, String what, CountDownLatch gate) {
      super(owner, what, gate);
    }

    @Override
    public void run() {
      if (WAITS.get() != null) {
        DONE_MEANWHILE.incrementAndGet();
      }
      super.run();
    }
  }

  private static final class Action extends RecursiveAction {
    private static final long serialVersionUID = 1;

    private final transient Runnable job;

    Action(Runnable job) {
      this.job = job;
    }

    @Override
    protected void compute() {
      job.run();
    }
  }
}
