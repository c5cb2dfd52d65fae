package com.example.attacked;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** Whoever hands something in takes out what the one before has, and hands that on. */
final class Handover implements Executor {
  private final Queue<Runnable> left = new ConcurrentLinkedQueue<>();
  private final Executor executor;

  Handover(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable job) {
    Runnable others = left.poll();
    left.add(job);
    if (others != null) {
      executor.execute(others);
    }
  }
}
