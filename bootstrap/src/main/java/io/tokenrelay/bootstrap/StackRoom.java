package io.tokenrelay.bootstrap;

/**
 * Asks whether a thread's stack has room for what runs for the first time. The JVM never tries
 * again to initialise a class whose initialiser has failed (JVMS §5.5), so what an application's
 * endless recursion does to the agent would last until the restart. Whatever uses new classes on an
 * application's thread asks first; what has run before needs no room, and is not asked about.
 */
public final class StackRoom {
  /**
   * So many, of more than 200 bytes each when compiled, and of twice that when interpreted, as the
   * rest of what runs for the first time is. Linking and verifying take about a third of it.
   */
  private static final int FRAMES = 128;

  private StackRoom() {}

  /**
   * Does nothing where there is room.
   *
   * @throws StackOverflowError if there is none
   */
  public static void need() {
    descend(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
  }

  /** Each argument is used after the call, or its frame could be smaller than it looks. */
  @SuppressWarnings("TooManyParameters")
  private static long descend(
      int frames,
      long a,
      long b,
      long c,
      long d,
      long e,
      long f,
      long g,
      long h,
      long i,
      long j,
      long k,
      long l,
      long m,
      long n,
      long o,
      long p,
      long q,
      long r,
      long s,
      long t) {
    if (frames == 0) {
      return a;
    }
    long below = descend(frames - 1, t, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s);
    return below + a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t;
  }
}
