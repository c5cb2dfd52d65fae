package org.jboss.as.ejb3.component.interceptors;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Named and shaped as WildFly's: a task that is its own future, and catches what it throws. */
public abstract class AsyncInvocationTask implements Runnable, Future<Object> {
  private final CompletableFuture<Object> result = new CompletableFuture<>();

  protected abstract Object runInvocation() throws Exception;

  @Override
  public void run() {
    try {
      result.complete(runInvocation());
    } catch (Exception failure) {
      result.completeExceptionally(failure);
    }
  }

  @Override
  public boolean cancel(boolean interrupts) {
    return false;
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public boolean isDone() {
    return result.isDone();
  }

  @Override
  public Object get() throws InterruptedException {
    return result.join();
  }

  @Override
  public Object get(long time, TimeUnit unit) throws InterruptedException {
    return result.join();
  }
}
