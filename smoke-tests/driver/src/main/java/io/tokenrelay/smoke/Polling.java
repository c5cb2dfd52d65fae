package io.tokenrelay.smoke;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.locks.LockSupport;

/** Waits for something that nobody announces. */
public final class Polling {
  /** Something that is so, or is not so yet. */
  public interface Condition {
    boolean holds() throws InterruptedException;
  }

  private Polling() {}

  /** Whether the condition held before the time was over. */
  public static boolean until(long seconds, Condition condition) throws InterruptedException {
    long end = System.nanoTime() + SECONDS.toNanos(seconds);
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(MILLISECONDS.toNanos(20));
    }
    return true;
  }
}
