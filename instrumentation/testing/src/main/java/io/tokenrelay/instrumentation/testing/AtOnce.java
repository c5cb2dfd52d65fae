package io.tokenrelay.instrumentation.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs work at the same time, each piece on a thread of its own, and waits for all of it. */
public final class AtOnce {
  private AtOnce() {}

  public static void run(List<Callable<Void>> work) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      for (Future<Void> each : threads.invokeAll(work)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
