package io.tokenrelay.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * A request that the agent makes for itself, for keys or about a token. It is nobody's, and sees
 * none of what the application has set for its whole JVM: its cookies are not sent to an issuer, an
 * issuer's cookies are not kept with them, and nobody answers a challenge with its password.
 *
 * <p>Lives in the boot loader; called by the agent around each of its requests, and by the JDK
 * classes that hand out such defaults. Where those could not be woven, the request is made all the
 * same.
 */
public final class OwnFetch {
  private OwnFetch() {}

  /**
   * Begins one on this thread.
   *
   * @return what to hand to {@link #end}
   */
  public static @Nullable Object begin() {
    Object snapshot = Carrier.swap(null);
    Carrier.thread().fetches = true;
    return snapshot;
  }

  /** Ends it. */
  public static void end(@Nullable Object snapshot) {
    Carrier.thread().fetches = false;
    Carrier.swap(snapshot);
  }

  /** What the whole JVM shares, as this thread sees it: null while it makes such a request. */
  public static @Nullable Object unlessOwn(@Nullable Object shared) {
    return shared == null || Carrier.thread().fetches ? null : shared;
  }
}
