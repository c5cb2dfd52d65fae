package io.tokenrelay.bootstrap;

import org.jspecify.annotations.Nullable;

/** What a thread was doing when it was lent to a task. */
final class Interrupted {
  private final @Nullable Object snapshot;
  private final boolean ofRequest;
  private final @Nullable Object forfeited;
  private final @Nullable Object aside;
  private final boolean asideServesOthers;
  private final @Nullable Class<?> task;

  Interrupted(Worker worker) {
    this.snapshot = worker.snapshot;
    this.ofRequest = worker.ofRequest;
    this.forfeited = worker.forfeited;
    this.aside = worker.aside;
    this.asideServesOthers = worker.asideServesOthers;
    this.task = worker.task;
  }

  void goOn(Worker worker) {
    worker.snapshot = snapshot;
    worker.ofRequest = ofRequest;
    worker.forfeited = forfeited;
    worker.aside = aside;
    worker.asideServesOthers = asideServesOthers;
    worker.task = task;
  }
}
