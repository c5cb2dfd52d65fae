package com.example.attacked;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The same by stages with a value, which whoever has done the one before goes on with. */
final class ValueChain implements Executor {
  private final Executor executor;
  private CompletableFuture<Void> last;

  ValueChain(Executor executor) {
    this.executor = executor;
  }

  @Override
  public synchronized void execute(Runnable job) {
    if (last == null) {
      last = CompletableFuture.supplyAsync(() -> runs(job), executor);
    } else {
      last = last.thenApply(any -> runs(job));
    }
  }

  private static Void runs(Runnable job) {
    job.run();
    return null;
  }
}
