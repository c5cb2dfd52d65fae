package com.example.maze;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.AsyncContext;
import javax.servlet.ServletException;

/** One request: answered when the last branch of its walk has ended, or before. */
final class Visit {
  private final AtomicInteger open = new AtomicInteger(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final boolean asynchronous;
  private AsyncContext context;
  private boolean answered;
  private Runnable afterDispatch;

  /**
   * @param context null when the request's own thread waits for the end
   */
  Visit(AsyncContext context) {
    this.context = context;
    this.asynchronous = context != null;
    if (asynchronous) {
      context.setTimeout(TimeUnit.MINUTES.toMillis(1));
    }
  }

  void begins() {
    open.incrementAndGet();
  }

  void ends() {
    if (open.decrementAndGet() == 0) {
      answer();
    }
  }

  /** What is still open goes on without the request. */
  synchronized void answer() {
    if (!answered) {
      answered = true;
      answer.countDown();
      if (context != null) {
        context.complete();
      }
    }
  }

  synchronized boolean isAnswered() {
    return answered;
  }

  /** The object that answers it, while it waits to be answered through that; else null. */
  synchronized AsyncContext response() {
    return answered ? null : context;
  }

  /** Goes on on a thread of the container, if there is a request to do so. */
  synchronized boolean start(Runnable onward) {
    if (answered || context == null) {
      return false;
    }
    context.start(onward);
    return true;
  }

  /** Goes on in another dispatch of the request, if that is the only branch and the first time. */
  synchronized boolean dispatch(Runnable onward) {
    if (answered || context == null || afterDispatch != null || open.get() != 1) {
      return false;
    }
    afterDispatch = onward;
    context.dispatch();
    return true;
  }

  void dispatched(AsyncContext context) {
    synchronized (this) {
      this.context = context;
    }
    afterDispatch.run();
  }

  void awaitAnswer() throws ServletException {
    try {
      if (!asynchronous && !answer.await(1, TimeUnit.MINUTES)) {
        throw new ServletException("lost its way");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
