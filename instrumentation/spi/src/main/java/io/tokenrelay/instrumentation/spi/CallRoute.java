package io.tokenrelay.instrumentation.spi;

import org.jspecify.annotations.Nullable;

/**
 * The route of the call that this thread is making. A client knows it where it decides on the
 * route; its core, which writes the request, gets only a connection. A nested call, by an
 * interceptor for instance, hides the route and restores it.
 *
 * <p>A client's context will not do: the application owns it, uses it for several calls, and shares
 * it between threads. Lives here, in the agent loader, since different loaders may have loaded the
 * client and its core.
 */
public final class CallRoute {
  private static final ThreadLocal<@Nullable CallRoute> CURRENT = new ThreadLocal<>();

  private final Object route;
  private @Nullable Object connection;

  private CallRoute(Object route) {
    this.route = route;
  }

  /**
   * Begins a call on this route.
   *
   * @return what to hand to {@link #end}, in a finally block
   */
  public static @Nullable Object begin(Object route) {
    CallRoute previous = CURRENT.get();
    CURRENT.set(new CallRoute(route));
    return previous;
  }

  /** Restores what was there before {@link #begin}. */
  public static void end(@Nullable Object previous) {
    if (previous == null) {
      CURRENT.remove();
    } else {
      CURRENT.set((CallRoute) previous);
    }
  }

  /**
   * The route of the current call if this is its connection, which is the first that the call
   * writes to. Null if a connection is used without the client.
   */
  public static @Nullable Object over(Object connection) {
    CallRoute current = CURRENT.get();
    if (current == null) {
      return null;
    }
    if (current.connection == null) {
      current.connection = connection;
    }
    return current.connection == connection ? current.route : null;
  }
}
