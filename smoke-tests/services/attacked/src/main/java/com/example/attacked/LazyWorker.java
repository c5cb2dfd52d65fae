package com.example.attacked;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Started by the first who needs it, and at work for everybody from then on. */
final class LazyWorker implements Executor {
  private static final ExecutorService SENT = Executors.newCachedThreadPool();

  private final BlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private final Executor starter;
  private final Taking taking;

  /** A way to the next job, which the given call waits for. */
  interface Taking {
    Runnable next(Callable<Runnable> take) throws Exception;
  }

  /**
   * @param starter runs the worker
   */
  LazyWorker(Executor starter, Taking taking) {
    this.starter = starter;
    this.taking = taking;
  }

  LazyWorker(Executor starter) {
    this(starter, Callable::call);
  }

  /** One that has the job brought as a value, in its own midst. */
  static LazyWorker inPlace(Executor starter) {
    return new LazyWorker(
        starter,
        take -> {
          FutureTask<Runnable> taken = new FutureTask<>(take);
          taken.run();
          return taken.get();
        });
  }

  /** One that has the job brought as a value, from another thread. */
  static LazyWorker sending(Executor starter) {
    return new LazyWorker(starter, take -> SENT.submit(take).get());
  }

  @Override
  public void execute(Runnable job) {
    jobs.add(job);
    if (started.compareAndSet(false, true)) {
      starter.execute(this::work);
    }
  }

  private void work() {
    try {
      while (true) {
        taking.next(jobs::take).run();
      }
    } catch (Exception end) {
      Thread.currentThread().interrupt();
    }
  }
}
