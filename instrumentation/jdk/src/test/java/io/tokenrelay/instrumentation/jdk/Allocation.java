package io.tokenrelay.instrumentation.jdk;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** What one task costs in bytes. */
final class Allocation {
  private static final int TASKS = 20_000;

  private Allocation() {}

  static long ofOneTask() throws Exception {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Callable<String> work = () -> "done";
    measured(threads, work);
    return measured(threads, work) / TASKS;
  }

  private static long measured(com.sun.management.ThreadMXBean threads, Callable<String> work)
      throws Exception {
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    for (int i = 0; i < TASKS; i++) {
      FutureTask<String> task = new FutureTask<>(work);
      task.run();
      task.get();
    }
    return threads.getThreadAllocatedBytes(id) - before;
  }
}
