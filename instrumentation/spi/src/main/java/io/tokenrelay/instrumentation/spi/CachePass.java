package io.tokenrelay.instrumentation.spi;

import org.jspecify.annotations.Nullable;

/**
 * One pass of a user's call through a response cache of its client. Such a cache stands above the
 * point where our header is written and never sees it: to the cache, what the header fetched looks
 * like anybody's. So what comes back of a pass is kept only when every hop below went out without
 * our header.
 *
 * <p>That has to be shown, not the contrary: a pass below which no hop was seen (the application
 * took it to another thread) keeps nothing, and nor does a cache that works for a user without a
 * pass. Whether the client caches what it fetches for nobody, or from strangers, is left to it.
 *
 * <p>Marking the answer ({@code Cache-Control: no-store}) was rejected: the application would see
 * it, and what stands between hop and cache may take it off again, as interceptors do that force a
 * client to cache.
 */
public final class CachePass {
  private static final ThreadLocal<@Nullable CachePass> CURRENT = new ThreadLocal<>();

  private volatile boolean relayed;
  private volatile boolean plain;
  private @Nullable CachePass outer;

  /**
   * Begins the pass of a call that makes all of it on this thread; null for nobody's.
   *
   * @return what to {@link #end} in a finally block
   */
  public static @Nullable CachePass begin() {
    if (Relay.snapshot() == null) {
      return null;
    }
    CachePass pass = new CachePass();
    pass.outer = pass.open();
    return pass;
  }

  /** Goes on with what the thread did before {@link #begin}. */
  public void end() {
    close(outer);
  }

  /**
   * Opens the pass of an async call on this thread, which does a part of it.
   *
   * @return what to hand to {@link #close}, in a finally block, when the part is done
   */
  public @Nullable CachePass open() {
    CachePass previous = CURRENT.get();
    CURRENT.set(this);
    return previous;
  }

  /** Goes on with the pass that the thread was on before {@link #open}, or with none. */
  public static void close(@Nullable CachePass previous) {
    if (previous == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(previous);
    }
  }

  /**
   * Tells the pass that this thread is on, if any, of a hop. Called before a header is written:
   * what cannot be told goes out without one.
   */
  public static void hop(boolean relayed) {
    CachePass pass = CURRENT.get();
    if (pass != null) {
      pass.passed(relayed);
    }
  }

  /** Tells this pass of a hop, wherever it happens. */
  public void passed(boolean relayed) {
    if (relayed) {
      this.relayed = true;
    } else {
      plain = true;
    }
  }

  /** Whether a cache may keep, for whoever asks, what this thread is about to put into it. */
  public static boolean mayKeep() {
    CachePass pass = CURRENT.get();
    return pass == null ? Relay.snapshot() == null : pass.plain && !pass.relayed;
  }
}
