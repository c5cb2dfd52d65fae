package io.tokenrelay.agent.verify.exchange;

import io.tokenrelay.agent.relay.OwnThread;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A bounded number of threads that ask a token service, so that no request's own thread hangs in a
 * connection, and none of them carries a user. They live only while there is something to ask. A
 * pool of the JDK would take what it runs for the work of a request.
 */
final class Workers {
  private static final int MOST_WAITING = 1_024;
  private static final long IDLE_MILLIS = 5_000;

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final int most;
  private int running;
  private int idle;
  private boolean closed;

  Workers(int most) {
    this.most = most;
  }

  /** Has it run soon, if not too much waits already. */
  synchronized boolean submit(Runnable work) {
    if (closed || waiting.size() >= MOST_WAITING) {
      return false;
    }
    if (idle <= waiting.size() && running < most) {
      try {
        OwnThread.start("tokenrelay-exchange", this::work);
        running++;
      } catch (RuntimeException | OutOfMemoryError e) {
        if (running == 0) {
          return false;
        }
      }
    }
    waiting.add(work);
    notify();
    return true;
  }

  private void work() {
    for (Runnable next = next(); next != null; next = next()) {
      try {
        next.run();
      } catch (Throwable failed) {
        // it has landed its flight, and counted what there is to count
      }
    }
  }

  /** Null when there has been nothing to do for a while. */
  @SuppressWarnings("WaitNotInLoop") // it looks again once, and then ends
  private synchronized @org.jspecify.annotations.Nullable Runnable next() {
    if (waiting.isEmpty() && !closed) {
      idle++;
      try {
        wait(IDLE_MILLIS);
      } catch (InterruptedException e) {
        // it ends unless there is work
      } finally {
        idle--;
      }
    }
    Runnable next = closed ? null : waiting.poll();
    if (next == null) {
      running--;
    }
    return next;
  }

  synchronized void close() {
    closed = true;
    waiting.clear();
    notifyAll();
  }
}
