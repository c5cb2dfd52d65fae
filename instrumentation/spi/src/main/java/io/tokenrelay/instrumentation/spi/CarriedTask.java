package io.tokenrelay.instrumentation.spi;

import org.jspecify.annotations.Nullable;

/**
 * A task with the snapshot of the thread that started it. A task of nobody is wrapped as well: the
 * server may run it in the scope of a request object that serves another caller by then.
 */
final class CarriedTask implements Runnable {
  private final Runnable task;
  private final @Nullable Object snapshot;

  CarriedTask(Runnable task, @Nullable Object snapshot) {
    this.task = task;
    this.snapshot = snapshot;
  }

  @Override
  public void run() {
    Object before = Relay.open(snapshot);
    try {
      task.run();
    } finally {
      Relay.open(before);
    }
  }

  /** Pools print the tasks that they hold; the application sees its own. */
  @Override
  public String toString() {
    return task.toString();
  }
}
