package com.example.attacked;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A lazy worker that is told by a condition; its jobs lie in a plain collection. */
final class WaitingWorker implements Executor {
  private final Lock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();
  private final Queue<Runnable> jobs = new ArrayDeque<>();
  private final Executor starter;
  private boolean started;
  private boolean waiting;

  WaitingWorker(Executor starter) {
    this.starter = starter;
  }

  @Override
  public void execute(Runnable job) {
    lock.lock();
    try {
      if (!started) {
        started = true;
        starter.execute(this::work);
      }
      while (!waiting) {
        told.awaitUninterruptibly(); // the first job, too, finds it at its post
      }
      jobs.add(job);
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    while (true) {
      next().run();
    }
  }

  private Runnable next() {
    lock.lock();
    try {
      waiting = true;
      told.signalAll();
      while (jobs.isEmpty()) {
        told.awaitUninterruptibly();
      }
      return jobs.poll();
    } finally {
      lock.unlock();
    }
  }
}
