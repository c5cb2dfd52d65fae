package io.tokenrelay.agent.main.capacity;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * What one call of something costs, once it is warm: processor time of this thread, so that others
 * on the machine disturb it little.
 */
final class Stopwatch {
  private static final long BATCH_NANOS = 4_000_000;
  private static final int MOST = 1_000;

  /** What is measured. */
  interface Work {
    void run() throws Exception;
  }

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Stopwatch() {}

  /**
   * The lower quartile of batches, of which each takes some milliseconds, in nanoseconds for one
   * call.
   *
   * @param budget nanoseconds of elapsed time, of which the first half warms up
   */
  static double nanos(long budget, Work work) throws Exception {
    long start = System.nanoTime();
    int calls = batch(start + budget / 2, work);
    double[] each = new double[MOST];
    int batches = 0;
    do {
      long begin = processorTime();
      for (int i = 0; i < calls; i++) {
        work.run();
      }
      each[batches++] = (processorTime() - begin) / (double) calls;
    } while (batches < MOST && System.nanoTime() - start < budget);
    Arrays.sort(each, 0, batches);
    return each[batches / 4];
  }

  /** Elapsed time where the JVM does not know that of a thread. */
  private static long processorTime() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /** How many calls make a batch. */
  private static int batch(long end, Work work) throws Exception {
    int calls = 1;
    long now = System.nanoTime();
    do {
      long begin = now;
      for (int i = 0; i < calls; i++) {
        work.run();
      }
      now = System.nanoTime();
      if (now - begin < BATCH_NANOS / 2) {
        calls *= 2;
      }
    } while (now < end);
    return calls;
  }
}
