package com.example.attacked;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Started by the first who needs it, and at work for everybody from then on. */
final class LazyWorker implements Executor {
  private final BlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private final Executor starter;

  /**
   * @param starter runs the worker
   */
  LazyWorker(Executor starter) {
    this.starter = starter;
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
        jobs.take().run();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
