package io.tokenrelay.instrumentation.spi;

import org.jspecify.annotations.Nullable;

/**
 * The route of the call that this thread is making, from where a client has decided on it to where
 * the client's core writes the request, which is given a connection only. A call that is made
 * meanwhile, by an interceptor for instance, hides it and brings it back.
 *
 * <p>A client's context will not do: the application owns it, uses it for several calls, and shares
 * it between threads. Lives here, in the agent loader, since the client and its core may have been
 * loaded by different loaders.
 */
public final class CallRoute {
  private static final ThreadLocal<@Nullable CallRoute> CURRENT = new ThreadLocal<>();

  private final Object route;
  private @Nullable Object connection;

  private CallRoute(Object route) {
    this.route = route;
  }

  /**
   * Begins a call by this route.
   *
   * @return what to hand to {@link #end}, in a finally block
   */
  public static @Nullable Object begin(Object route) {
    CallRoute previous = CURRENT.get();
    CURRENT.set(new CallRoute(route));
    return previous;
  }

  /** Goes on with what the thread did before. */
  public static void end(@Nullable Object previous) {
    if (previous == null) {
      CURRENT.remove();
    } else {
      CURRENT.set((CallRoute) previous);
    }
  }

  /**
   * The route of the current call if this is its connection: the first that the call writes to.
   * Null where a connection is used without the client.
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
