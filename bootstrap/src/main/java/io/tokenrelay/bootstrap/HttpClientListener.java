package io.tokenrelay.bootstrap;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Called by {@link HttpClientRequests}, on whatever threads the client runs on. Never throws. The
 * objects come from {@code jdk.internal.net.http}: a call is a {@code MultiExchange}, each of its
 * hops an {@code Exchange}, and what makes the hop over HTTP/1.1 or HTTP/2 an {@code ExchangeImpl}.
 */
public interface HttpClientListener {
  /** This thread makes a call. */
  void called(Object call);

  /**
   * The head of an HTTP/1.1 hop is about to be written, and has been logged.
   *
   * @return what to write: the given head or a copy of it
   */
  List<ByteBuffer> writes(List<ByteBuffer> head, Object made);

  /** The headers of an HTTP/2 hop are complete, in a frame that is not encoded yet. */
  void frames(Object frame, Object stream);

  /**
   * The frame is about to be encoded, and has been logged.
   *
   * @return the headers to encode: the given ones or a copy of them
   */
  Object[] encodes(Object[] headers, Object stream);

  /** A hop has been answered. */
  void answered(Object hop, int status);

  /** Whether the cookies in an answer's headers may be kept for whoever calls next. */
  boolean mayKeepCookies(Object hop, Map<String, List<String>> headers);
}
