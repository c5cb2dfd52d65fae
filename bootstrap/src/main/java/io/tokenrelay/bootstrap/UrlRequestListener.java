package io.tokenrelay.bootstrap;

import java.util.List;
import java.util.Map;

/**
 * Called by {@link UrlRequests}, on the application's threads. Never throws. A connection is a
 * {@code sun.net.www.protocol.http.HttpURLConnection}, a head is a {@code
 * sun.net.www.MessageHeader}, a client a {@code sun.net.www.http.HttpClient}.
 */
public interface UrlRequestListener {
  /** A connection object has been created, for whoever this thread works for. */
  void opened(Object connection);

  /** A connection is about to write this head. */
  void begins(Object connection, Object head);

  /**
   * A request is about to be written: once for the call, and again for each redirect, challenge and
   * retry.
   *
   * @return the head to write: the given one or a copy of it
   */
  Object writes(Object head, Object client);

  /** A request has been answered. */
  void answered(int status, Object head);

  /** Whether the cookies in an answer's headers may be kept for whoever calls next. */
  boolean mayKeepCookies(Object head, Map<String, List<String>> headers);

  /** Whether this head was last written with our header. */
  boolean hasWrittenOn(Object head);
}
