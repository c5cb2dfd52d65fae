package com.example.maze;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.servlet.AsyncContext;

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
  private final BlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>();
  private final AtomicBoolean working = new AtomicBoolean();
  private final SerialExecutor serial;
  private final AtomicReference<Runnable> refused = new AtomicReference<>();
  private final AtomicInteger urgency = new AtomicInteger();
  private final SharedSinks sinks = new SharedSinks();

  Turns(Workers workers, Calls calls) {
    this.workers = workers;
    this.serial = new SerialExecutor(workers.few);
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
            this::submitted,
            this::audited,
            this::withTheResponse,
            this::lazyWorker,
            this::selfScheduler,
            this::serialExecutor,
            this::handedBack,
            this::sinkBehindAThread,
            this::sinkOnTheFeeders,
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
    workers.few.execute(branch.outsideTheRequest());
    onward.run();
  }

  private void submitted(Branch branch, Runnable onward) {
    branch.withValue();
    workers.few.submit(() -> runs(onward));
  }

  private void audited(Branch branch, Runnable onward) {
    branch.withoutValue();
    workers.hardlyAny.submit(
        () -> {
          onward.run();
        });
  }

  /** With the object through which the request is answered, where there is one. */
  private void withTheResponse(Branch branch, Runnable onward) {
    AsyncContext response = branch.visit().response();
    if (response == null) {
      onward.run();
      return;
    }
    branch.withValue();
    workers.few.execute(
        () -> {
          Objects.requireNonNull(response);
          onward.run();
        });
  }

  private static Void runs(Runnable onward) {
    onward.run();
    return null;
  }

  private void callersThread(Branch branch, Runnable onward) {
    workers.hardlyAny.execute(branch.outsideTheRequest());
    onward.run();
  }

  private void later(Branch branch, Runnable onward) {
    int delay = branch.random().nextInt(3);
    workers.later.schedule(branch.outsideTheRequest(), delay, TimeUnit.MILLISECONDS);
    onward.run();
  }

  private void supplied(Branch branch, Runnable onward) {
    branch.withoutValue();
    CompletableFuture.supplyAsync(() -> 1, workers.few)
        .thenApply(one -> one + 1)
        .thenAcceptAsync(two -> onward.run(), workers.forkJoin);
  }

  private void twoFutures(Branch branch, Runnable onward) {
    branch.withoutValue();
    CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> 1, workers.few);
    CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> 2, workers.forkJoin);
    one.thenCombine(other, Integer::sum)
        .whenCompleteAsync((sum, failure) -> onward.run(), workers.forkJoin); // never here at once
  }

  /** Whoever comes next runs this one's continuation; if nobody does, a timer's thread. */
  private void wokenByAnother(Branch branch, Runnable onward) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    branch.withValue();
    mine.thenApply(done -> runs(onward));
    CompletableFuture<Void> others = meeting.getAndSet(mine);
    if (others != null) {
      others.complete(null);
    }
    workers.later.schedule(() -> mine.complete(null), 5, TimeUnit.MILLISECONDS);
  }

  private void forkJoin(Branch branch, Runnable onward) {
    branch.withValue();
    workers.forkJoin.submit(() -> runs(onward));
  }

  private void commonPool(Branch branch, Runnable onward) {
    CompletableFuture.runAsync(branch.outsideTheRequest()); // of a class of its own
    onward.run();
  }

  private void completionService(Branch branch, Runnable onward) {
    branch.withValue();
    new ExecutorCompletionService<Void>(workers.few).submit(() -> runs(onward));
  }

  private void futureTask(Branch branch, Runnable onward) {
    branch.withValue();
    workers.few.execute(new FutureTask<Void>(() -> runs(onward)));
  }

  private void cancelled(Branch branch, Runnable onward) {
    branch.handedOver();
    Once once = new Once(onward);
    Future<?> task = workers.few.submit(once);
    if (task.cancel(false)) {
      workers.few.execute(once);
    }
  }

  private void containersThread(Branch branch, Runnable onward) {
    Runnable inServer =
        () -> {
          branch.goesOnInTheServer();
          onward.run();
        };
    if (!branch.visit().start(inServer)) {
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
      branch.withValue();
      workers.virtual.submit(() -> runs(onward));
    }
  }

  private void twoBranches(Branch branch, Runnable onward) {
    workers.few.execute(branch.fork().handedOver());
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

  /**
   * A worker that is started in whoever's request finds none, with a value, and serves everybody.
   * By a request's own thread: of owned work all that it has started would carry nothing from then
   * on, itself included.
   */
  private void lazyWorker(Branch branch, Runnable onward) {
    jobs.add(branch.outsideTheRequest());
    if (working.compareAndSet(false, true)) {
      if (branch.isInTheRequest()) {
        workers.few.submit(this::work);
      } else {
        workers.timer.schedule(starting(), 1);
      }
    }
    onward.run();
  }

  private TimerTask starting() {
    return new TimerTask() {
      @Override
      public void run() {
        workers.few.submit(Turns.this::work);
      }
    };
  }

  private Void work() throws InterruptedException {
    do {
      for (Runnable job = jobs.poll(); job != null; job = jobs.poll(1, TimeUnit.MILLISECONDS)) {
        job.run();
      }
      working.set(false);
    } while (!jobs.isEmpty() && working.compareAndSet(false, true));
    return null;
  }

  /** Hands itself over again, and goes on at the third time. */
  private void selfScheduler(Branch branch, Runnable onward) {
    refresh(branch.outsideTheRequest(), 2);
    onward.run();
  }

  private void refresh(Runnable onward, int more) {
    Runnable again = more == 0 ? onward : () -> refresh(onward, more - 1);
    workers.later.schedule(again, 1, TimeUnit.MILLISECONDS);
  }

  /** The one of the JDK's documentation, over a pool: whoever is done hands the next one over. */
  private void serialExecutor(Branch branch, Runnable onward) {
    serial.execute(branch.outsideTheRequest());
    onward.run();
  }

  private void sinkBehindAThread(Branch branch, Runnable onward) {
    sinks.feedTheOneBehindAThread(branch.outsideTheRequest());
    onward.run();
  }

  private void sinkOnTheFeeders(Branch branch, Runnable onward) {
    sinks.feedTheOneOnTheFeeders(branch.outsideTheRequest());
    onward.run();
  }

  /** A pool refuses it, and whoever comes next runs it; if nobody does, a timer's thread. */
  private void handedBack(Branch branch, Runnable onward) {
    branch.withValue();
    FutureTask<Void> mine = new FutureTask<>(() -> runs(onward));
    workers.closed.execute(mine);
    Runnable others = refused.getAndSet(mine);
    if (others != null) {
      others.run();
    }
    workers.later.schedule(mine, 5, TimeUnit.MILLISECONDS);
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
