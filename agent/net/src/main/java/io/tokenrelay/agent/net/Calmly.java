package io.tokenrelay.agent.net;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Short waits on an application's thread. An interrupt there is the application's: it is put off
 * until the wait is over, and neither lost nor taken for a reason to give up.
 */
public final class Calmly {
  private Calmly() {}

  /**
   * Waits for a latch.
   *
   * @param millis the longest wait; not to be long, since nothing ends it early
   * @return whether the latch has come to zero
   */
  public static boolean await(CountDownLatch latch, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean interrupted = false;
    try {
      for (; ; ) {
        try {
          return latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException putOff) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
