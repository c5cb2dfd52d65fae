package com.example.attacked;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Does one job after the other: each is a stage behind the one before. */
final class Chain implements Executor {
  private final Executor executor;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  Chain(Executor executor) {
    this.executor = executor;
  }

  @Override
  public synchronized void execute(Runnable job) {
    last = last.thenRunAsync(job, executor);
  }
}
