package io.tokenrelay.bootstrap;

/**
 * Asks whether a thread's stack has room for what runs for the first time. The JVM never tries
 * again to initialise a class whose initialiser has failed (JVMS §5.5), so what an application's
 * endless recursion does to the agent would last until the restart. Whatever uses new classes on an
 * application's thread asks first; what has run before needs no room, and is not asked about.
 */
public final class StackRoom {
  /**
   * So many, of 290 bytes each when compiled and of 620 when interpreted: about 60 and 120 KB.
   * Linking and verifying take up to 45 KB.
   */
  private static final int FRAMES = 200;

  private static volatile long value = 1;

  private StackRoom() {}

  /**
   * Does nothing where there is room.
   *
   * @throws StackOverflowError if there is none
   */
  public static void need() {
    value = descend(FRAMES);
  }

  /**
   * Each local is read from a volatile field before the call and needed after it, in an order that
   * no compiler may change: so each has its place in each frame, inlined or not.
   */
  private static long descend(int frames) {
    if (frames == 0) {
      return value;
    }
    long v0 = value;
    long v1 = value;
    long v2 = value;
    long v3 = value;
    long v4 = value;
    long v5 = value;
    long v6 = value;
    long v7 = value;
    long v8 = value;
    long v9 = value;
    long v10 = value;
    long v11 = value;
    long v12 = value;
    long v13 = value;
    long v14 = value;
    long v15 = value;
    long v16 = value;
    long v17 = value;
    long v18 = value;
    long v19 = value;
    long v20 = value;
    long v21 = value;
    long v22 = value;
    long v23 = value;
    long v24 = value;
    long v25 = value;
    long v26 = value;
    long v27 = value;
    long v28 = value;
    long v29 = value;
    long v30 = value;
    long v31 = value;
    long below = descend(frames - 1);
    below = below ^ v0;
    below = below + v1;
    below = below ^ v2;
    below = below + v3;
    below = below ^ v4;
    below = below + v5;
    below = below ^ v6;
    below = below + v7;
    below = below ^ v8;
    below = below + v9;
    below = below ^ v10;
    below = below + v11;
    below = below ^ v12;
    below = below + v13;
    below = below ^ v14;
    below = below + v15;
    below = below ^ v16;
    below = below + v17;
    below = below ^ v18;
    below = below + v19;
    below = below ^ v20;
    below = below + v21;
    below = below ^ v22;
    below = below + v23;
    below = below ^ v24;
    below = below + v25;
    below = below ^ v26;
    below = below + v27;
    below = below ^ v28;
    below = below + v29;
    below = below ^ v30;
    below = below + v31;
    return below;
  }
}
