package io.tokenrelay.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * The request that work is done for, as far as the boot loader must know it: whether it is over,
 * and through which objects it is answered. Extended by the agent's own life of a request.
 *
 * <p>A response object (an {@code AsyncContext}, an {@code AsyncResponse}, a {@code
 * DeferredResult}) answers one request and is thrown away: a task that holds it is that request's
 * work, whoever's pool it is handed to. It is registered where it is constructed, on the request's
 * own thread, and forgotten when the request is over. Never a request or response themselves:
 * servers use those again, for somebody else.
 */
public abstract class Origin {
  private static final Object[] NONE = {};

  private volatile boolean over;
  private volatile Object[] responses = NONE;

  /** The request is over: what is created for it from now on carries nothing. */
  protected final void end() {
    over = true;
    responses = NONE;
  }

  /** Whether the request is over. */
  public final boolean isOver() {
    return over;
  }

  /** Milliseconds since the request was over; 0 while it runs. */
  public abstract long overForMillis();

  /** Takes note of an object through which this request, and no other, is answered. */
  public final synchronized void answeredThrough(Object response) {
    if (over) {
      return;
    }
    Object[] known = responses;
    if (isAnsweredThrough(response)) { // one constructor calls another
      return;
    }
    Object[] more = new Object[known.length + 1];
    System.arraycopy(known, 0, more, 0, known.length);
    more[known.length] = response;
    responses = more;
    if (over) { // ended meanwhile: it must not be kept
      responses = NONE;
    }
  }

  final boolean hasResponses() {
    return responses.length != 0;
  }

  /** By identity: response objects are the library's, and may compare as they like. */
  final boolean isAnsweredThrough(Object object) {
    for (Object response : responses) {
      if (response == object) {
        return true;
      }
    }
    return false;
  }

  /** The request that a snapshot was taken of; null when it does not say. */
  static @Nullable Origin of(@Nullable Object snapshot) {
    return snapshot instanceof Taken ? ((Taken) snapshot).origin() : null;
  }

  /** Whether a snapshot was taken of a request that is over by now. */
  static boolean isOver(@Nullable Object snapshot) {
    Origin origin = of(snapshot);
    return origin != null && origin.over;
  }

  /** A snapshot that knows the request which it was taken of. */
  public interface Taken {
    Origin origin();
  }
}
