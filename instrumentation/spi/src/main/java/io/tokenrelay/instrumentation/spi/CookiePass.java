package io.tokenrelay.instrumentation.spi;

import org.jspecify.annotations.Nullable;

/**
 * One pass of a user's call through its client's cookie handling. A service that sees the token may
 * open a session for the user, and a client's cookie jar is shared by all its callers: the next one
 * would be taken for this user. So a cookie that answers our header is not kept; the application
 * still sees it in the answer.
 *
 * <p>As with a {@link CachePass}, the burden of proof is on keeping: a user's pass that saw no hop
 * keeps nothing. What calls of nobody, or without our header, bring back is up to the client.
 */
public final class CookiePass {
  private static final ThreadLocal<@Nullable CookiePass> CURRENT = new ThreadLocal<>();
  private static final PerObject<Boolean> ANSWERS = new PerObject<>();

  private @Nullable CookiePass outer;
  private @Nullable Hop relayed;
  private boolean plain;

  private CookiePass() {}

  /**
   * Begins the pass of a call that stays on this thread.
   *
   * @return what to {@link #end} in a finally block
   */
  public static CookiePass begin() {
    CookiePass pass = new CookiePass();
    pass.plain = Relay.snapshot() == null; // nobody's call needs no proof
    return pass.open();
  }

  /**
   * Begins an async call's pass on the thread that processes a hop's answer.
   *
   * @param relayed the hop if it went out with our header, else null
   */
  public static CookiePass answered(@Nullable Hop relayed) {
    CookiePass pass = new CookiePass();
    pass.passed(relayed);
    return pass.open();
  }

  private CookiePass open() {
    outer = CURRENT.get();
    CURRENT.set(this);
    return this;
  }

  /** Restores what was there before. */
  public void end() {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  /**
   * Records the latest hop in this thread's pass, if any. Called before a header is written.
   *
   * @param relayed the hop if it goes out with our header, else null
   */
  public static void hop(@Nullable Hop relayed) {
    CookiePass pass = CURRENT.get();
    if (pass != null) {
      pass.passed(relayed);
    }
  }

  private void passed(@Nullable Hop relayed) {
    this.relayed = relayed;
    plain = relayed == null;
  }

  /**
   * Whether a client may keep the cookies of the answer that this thread is processing. Called only
   * if there are some. Outside a pass nobody knows whose they are, so they are not kept: they came
   * late, in a trailer that is read after the call.
   */
  public static boolean mayKeep() {
    CookiePass pass = CURRENT.get();
    if (pass == null) {
      return false;
    }
    if (pass.relayed != null) {
      Relay.outbound().keepsNoCookie(pass.relayed);
    }
    return pass.plain;
  }

  /**
   * Remembers that a cookie (the library's object) answers our header, whichever thread stores it
   * later: an application may run parts of a client itself.
   */
  public static void answersOurs(Object cookie) {
    ANSWERS.set(cookie, true);
  }

  /** Whether {@link #answersOurs} was called for this cookie. */
  public static boolean isAnswerToOurs(Object cookie) {
    return ANSWERS.get(cookie) != null;
  }

  /** Like {@link #mayKeep}, for a client whose async calls begin no pass when they are nobody's. */
  public static boolean mayKeepOfAsyncCalls() {
    return CURRENT.get() == null ? Relay.snapshot() == null : mayKeep();
  }
}
