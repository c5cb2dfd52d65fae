package io.tokenrelay.bootstrap;

import java.util.List;
import java.util.Map;

/**
 * Told by {@link UrlRequests}, on the application's threads. Never throws. A connection is a {@code
 * sun.net.www.protocol.http.HttpURLConnection}, a head is a {@code sun.net.www.MessageHeader}, a
 * client a {@code sun.net.www.http.HttpClient}.
 */
public interface UrlRequestListener {
  /** A connection has been made, by whoever this thread works for. */
  void opened(Object connection);

  /** It is about to write this head. */
  void begins(Object connection, Object head);

  /**
   * A request is written to a connection: at each redirect, challenge and repetition anew.
   *
   * @return the head to write, which is the given one or a copy of it
   */
  Object writes(Object head, Object client);

  /** A request is answered. */
  void answered(int status, Object head);

  /** Whether the cookies among the headers of an answer may be kept for whoever calls next. */
  boolean mayKeepCookies(Object head, Map<String, List<String>> headers);

  /** Whether what was written last of this head had our header. */
  boolean hasWrittenOn(Object head);
}
