package io.tokenrelay.bootstrap;

/** The task that a thread was started for, by work of a request: the thread begins with it. */
final class StartedTask {
  private final Object snapshot;
  private final Class<?> type;

  StartedTask(Object snapshot, Class<?> type) {
    this.snapshot = snapshot;
    this.type = type;
  }

  /** A thread that says for the first time what it works on. */
  static Worker worker(Thread thread) {
    Worker worker = new Worker();
    Object started = Handed.take(thread);
    if (started instanceof StartedTask) {
      ((StartedTask) started).beginOn(worker);
    }
    return worker;
  }

  private void beginOn(Worker worker) {
    Object comesOf = snapshot instanceof Aside ? ((Aside) snapshot).comesOf() : null;
    worker.open(comesOf == null ? snapshot : null, false, type);
    if (comesOf != null) {
      worker.aside = comesOf;
    }
  }
}
