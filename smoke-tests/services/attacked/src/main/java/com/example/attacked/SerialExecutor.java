package com.example.attacked;

import java.util.Queue;
import java.util.concurrent.Executor;

/** The one in the documentation of {@link Executor}. */
final class SerialExecutor implements Executor {
  private final Queue<Runnable> tasks;
  private final Executor executor;
  private Runnable active;

  SerialExecutor(Queue<Runnable> tasks, Executor executor) {
    this.tasks = tasks;
    this.executor = executor;
  }

  @Override
  public synchronized void execute(Runnable task) {
    tasks.add(
        () -> {
          try {
            task.run();
          } finally {
            scheduleNext();
          }
        });
    if (active == null) {
      scheduleNext();
    }
  }

  private synchronized void scheduleNext() {
    active = tasks.poll();
    if (active != null) {
      executor.execute(active);
    }
  }
}
