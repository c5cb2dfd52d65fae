package io.tokenrelay.instrumentation.spi;

import org.jspecify.annotations.Nullable;

/**
 * One pass of a user's call through the part of its client that keeps cookies. A service that sees
 * the token may open a session for the user, and a client's cookie jar is shared by all that use
 * the client: the next caller would be taken for this one. So a cookie that answers our header is
 * not kept; the application sees it in the answer as ever.
 *
 * <p>That has to be shown, not the contrary, as for a {@link CachePass}: a user's pass below which
 * no hop was seen keeps nothing. What nobody's calls bring, and those that go out without our
 * header, is left to the client.
 */
public final class CookiePass {
  private static final ThreadLocal<@Nullable CookiePass> CURRENT = new ThreadLocal<>();
  private static final PerObject<Boolean> ANSWERS = new PerObject<>();

  private @Nullable CookiePass outer;
  private @Nullable Hop relayed;
  private boolean plain;

  private CookiePass() {}

  /**
   * Begins the pass of a call that makes all of it on this thread.
   *
   * @return what to {@link #end} in a finally block
   */
  public static CookiePass begin() {
    CookiePass pass = new CookiePass();
    pass.plain = Relay.snapshot() == null; // nobody's needs no hop to show it
    return pass.open();
  }

  /**
   * Begins the pass of an async call on the thread that deals with the answer to a hop.
   *
   * @param relayed the hop, if it went out with our header; null if without
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

  /** Goes on with what the thread did before. */
  public void end() {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  /**
   * Tells the pass that this thread is on, if any, of its latest hop. Called before a header is
   * written.
   *
   * @param relayed the hop, if it goes out with our header; null if without
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
   * Whether a client may keep, for whoever uses it next, the cookies of the answer that this thread
   * deals with. Asked only where it has some. Outside of a pass nobody knows whose they are: they
   * come late, in a trailer that is read when the call is over.
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
   * Remembers that the library's object by which it holds a cookie answers our header, whichever
   * thread hands it to a store: an application may run a client's parts itself.
   */
  public static void answersOurs(Object cookie) {
    ANSWERS.set(cookie, true);
  }

  /** Whether it has been told so of this object. */
  public static boolean isAnswerToOurs(Object cookie) {
    return ANSWERS.get(cookie) != null;
  }

  /** The same for a client whose async calls begin no pass where they are nobody's. */
  public static boolean mayKeepOfAsyncCalls() {
    return CURRENT.get() == null ? Relay.snapshot() == null : mayKeep();
  }
}
