package com.example.maze;

import java.util.Arrays;
import java.util.List;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The ways to go on from one place to the next. */
@SuppressWarnings("FutureReturnValueIgnored") // a branch tells its visit how it ended
final class Turns {
  /** One of them. Runs {@code onward} exactly once, now or later, here or elsewhere. */
  interface Turn {
    void take(Branch branch, Runnable onward);
  }

  private final Workers workers;
  private final List<Turn> all;
  private final AtomicReference<CompletableFuture<Void>> meeting = new AtomicReference<>();
  private final AtomicInteger urgency = new AtomicInteger();

  Turns(Workers workers, Calls calls) {
    this.workers = workers;
    this.all =
        Arrays.asList(
            calls,
            calls,
            calls,
            calls,
            calls,
            calls,
            calls,
            calls,
            calls,
            this::pool,
            this::callersThread,
            this::later,
            this::supplied,
            this::twoFutures,
            this::wokenByAnother,
            this::forkJoin,
            this::commonPool,
            this::completionService,
            this::futureTask,
            this::cancelled,
            this::containersThread,
            this::dispatch,
            this::virtualThread,
            this::twoBranches,
            this::afterTheAnswer,
            this::thread,
            this::timer,
            this::periodic,
            this::byUrgency);
  }

  int count() {
    return all.size();
  }

  Turn number(int number) {
    return all.get(number);
  }

  private void pool(Branch branch, Runnable onward) {
    workers.few.execute(onward);
  }

  private void callersThread(Branch branch, Runnable onward) {
    workers.hardlyAny.execute(onward);
  }

  private void later(Branch branch, Runnable onward) {
    workers.later.schedule(onward, branch.random().nextInt(3), TimeUnit.MILLISECONDS);
  }

  private void supplied(Branch branch, Runnable onward) {
    CompletableFuture.supplyAsync(() -> 1, workers.few)
        .thenApply(one -> one + 1)
        .thenAcceptAsync(two -> onward.run(), workers.forkJoin);
  }

  private void twoFutures(Branch branch, Runnable onward) {
    CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> 1, workers.few);
    CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> 2, workers.forkJoin);
    one.thenCombine(other, Integer::sum).whenComplete((sum, failure) -> onward.run());
  }

  /** Whoever comes next runs this one's continuation; if nobody does, a timer's thread. */
  private void wokenByAnother(Branch branch, Runnable onward) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    mine.thenRun(onward);
    CompletableFuture<Void> others = meeting.getAndSet(mine);
    if (others != null) {
      others.complete(null);
    }
    workers.later.schedule(() -> mine.complete(null), 5, TimeUnit.MILLISECONDS);
  }

  private void forkJoin(Branch branch, Runnable onward) {
    workers.forkJoin.submit(onward);
  }

  private void commonPool(Branch branch, Runnable onward) {
    CompletableFuture.runAsync(onward);
  }

  private void completionService(Branch branch, Runnable onward) {
    new ExecutorCompletionService<Void>(workers.few).submit(onward, null);
  }

  private void futureTask(Branch branch, Runnable onward) {
    workers.few.execute(new FutureTask<Void>(onward, null));
  }

  private void cancelled(Branch branch, Runnable onward) {
    Once once = new Once(onward);
    Future<?> task = workers.few.submit(once);
    if (task.cancel(false)) {
      once.run();
    }
  }

  private void containersThread(Branch branch, Runnable onward) {
    if (!branch.visit().start(onward)) {
      onward.run();
    }
  }

  /** From wherever it is made, a dispatch goes on as the request. */
  private void dispatch(Branch branch, Runnable onward) {
    Runnable inRequest =
        () -> {
          branch.returnsToTheRequest();
          onward.run();
        };
    if (!branch.visit().dispatch(inRequest)) {
      onward.run();
    }
  }

  private void virtualThread(Branch branch, Runnable onward) {
    if (workers.virtual == null) {
      onward.run();
    } else {
      workers.virtual.execute(onward);
    }
  }

  private void twoBranches(Branch branch, Runnable onward) {
    workers.few.execute(branch.fork());
    onward.run();
  }

  private void afterTheAnswer(Branch branch, Runnable onward) {
    branch.visit().answer();
    onward.run();
  }

  private void thread(Branch branch, Runnable onward) {
    new Thread(branch.outsideTheRequest()).start();
    onward.run();
  }

  private void timer(Branch branch, Runnable onward) {
    Runnable outside = branch.outsideTheRequest();
    workers.timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            outside.run();
          }
        },
        1);
    onward.run();
  }

  /** The second of its runs is the branch. */
  private void periodic(Branch branch, Runnable onward) {
    Runnable outside = branch.outsideTheRequest();
    AtomicInteger runs = new AtomicInteger();
    CompletableFuture<Future<?>> itself = new CompletableFuture<>();
    Runnable run =
        () -> {
          if (runs.incrementAndGet() == 2) {
            itself.thenAccept(task -> task.cancel(false));
            outside.run();
          }
        };
    itself.complete(workers.later.scheduleAtFixedRate(run, 0, 1, TimeUnit.MILLISECONDS));
    onward.run();
  }

  private void byUrgency(Branch branch, Runnable onward) {
    workers.byUrgency.execute(new Urgent(urgency.getAndIncrement(), branch.outsideTheRequest()));
    onward.run();
  }

  /** Compared with its like, as an application's own task in a queue of priorities. */
  private static final class Urgent implements Runnable, Comparable<Urgent> {
    private final int urgency;
    private final Runnable work;

    Urgent(int urgency, Runnable work) {
      this.urgency = urgency;
      this.work = work;
    }

    @Override
    public void run() {
      work.run();
    }

    @Override
    public int compareTo(Urgent other) {
      return Integer.compare(other.urgency, urgency);
    }
  }
}
