package io.tokenrelay.instrumentation.spi;

import org.jspecify.annotations.Nullable;

/**
 * One pass of a user's call through its client's response cache. Such a cache sits above the point
 * where our header is written and never sees it: what the header fetched looks as if anybody might
 * have it. So the cache keeps the result of a pass only if every hop below went out without our
 * header.
 *
 * <p>The burden of proof is on keeping: a pass that saw no hop (the application moved it to another
 * thread) keeps nothing, nor does a cache that works for a user without a pass. Whether the client
 * caches what it fetches for nobody, or from strangers, is up to the client.
 *
 * <p>Marking the answer ({@code Cache-Control: no-store}) was rejected: the application would see
 * it, and code between hop and cache may remove it again, as interceptors do to force caching.
 */
public final class CachePass {
  private static final ThreadLocal<@Nullable CachePass> CURRENT = new ThreadLocal<>();

  private volatile boolean relayed;
  private volatile boolean plain;
  private @Nullable CachePass outer;

  /**
   * Begins the pass of a call that stays on this thread; null for nobody's call.
   *
   * @return the pass to {@link #end} in a finally block
   */
  public static @Nullable CachePass begin() {
    if (Relay.snapshot() == null) {
      return null;
    }
    CachePass pass = new CachePass();
    pass.outer = pass.open();
    return pass;
  }

  /** Restores what was there before {@link #begin}. */
  public void end() {
    close(outer);
  }

  /**
   * Opens an async call's pass on this thread, which does a part of the call.
   *
   * @return what to hand to {@link #close}, in a finally block, when the part is done
   */
  public @Nullable CachePass open() {
    CachePass previous = CURRENT.get();
    CURRENT.set(this);
    return previous;
  }

  /** Restores the pass, if any, that the thread was on before {@link #open}. */
  public static void close(@Nullable CachePass previous) {
    if (previous == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(previous);
    }
  }

  /**
   * Records a hop in this thread's pass, if any. Called before a header is written: if this throws,
   * the hop goes out without one.
   */
  public static void hop(boolean relayed) {
    CachePass pass = CURRENT.get();
    if (pass != null) {
      pass.passed(relayed);
    }
  }

  /** Records a hop in this pass, on any thread. */
  public void passed(boolean relayed) {
    if (relayed) {
      this.relayed = true;
    } else {
      plain = true;
    }
  }

  /** Whether a cache may keep what this thread is about to put into it. */
  public static boolean mayKeep() {
    CachePass pass = CURRENT.get();
    return pass == null ? Relay.snapshot() == null : pass.plain && !pass.relayed;
  }
}
