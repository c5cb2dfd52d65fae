package io.tokenrelay.instrumentation.guava;

import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** An executor that keeps what it is given until somebody comes and runs it. */
final class Manual extends AbstractExecutorService {
  private final Queue<Runnable> handedIn;

  Manual(Queue<Runnable> handedIn) {
    this.handedIn = handedIn;
  }

  @Override
  public void execute(Runnable task) {
    handedIn.add(task);
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return Collections.emptyList();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
