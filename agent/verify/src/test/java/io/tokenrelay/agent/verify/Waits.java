package io.tokenrelay.agent.verify;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * Tells whether a verification waited for another thread, by the JVM's own count of this thread's
 * waits. Not by the time that it took: on a busy machine everything takes time.
 */
final class Waits {
  private Waits() {}

  /** The result, got without waiting once. */
  static <T> T none(Supplier<T> verification) {
    long before = soFar();
    T result = verification.get();
    long waits = soFar() - before;
    if (waits != 0) {
      throw new AssertionError("it waited for another thread " + waits + " times");
    }
    return result;
  }

  /** How often this thread has waited for a signal, a lock of java.util.concurrent or a time. */
  static long soFar() {
    long thread = Thread.currentThread().getId();
    return ManagementFactory.getThreadMXBean().getThreadInfo(thread).getWaitedCount();
  }
}
