package io.tokenrelay.bootstrap;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Called by the JDK's {@code java.net.http.HttpClient} when it makes a call, writes a hop's head,
 * and receives an answer; see {@link HttpClientListener}.
 */
public final class HttpClientRequests {
  private static volatile @Nullable HttpClientListener listener;

  private HttpClientRequests() {}

  /** Called by the agent when it starts. */
  public static void watch(HttpClientListener listener) {
    HttpClientRequests.listener = listener;
  }

  /** A call has been made, on its caller's thread. */
  public static void called(Object call) {
    HttpClientListener current = listener;
    if (current != null) {
      current.called(call);
    }
  }

  /** What to write in place of the head of an HTTP/1.1 request. */
  public static List<ByteBuffer> headToWrite(List<ByteBuffer> head, Object made) {
    HttpClientListener current = listener;
    return current == null ? head : current.writes(head, made);
  }

  /** The headers of an HTTP/2 request are complete. */
  public static void frames(Object frame, Object stream) {
    HttpClientListener current = listener;
    if (current != null) {
      current.frames(frame, stream);
    }
  }

  /** What to encode in place of the headers of an HTTP/2 request. */
  public static Object[] headersToEncode(Object[] headers, Object stream) {
    HttpClientListener current = listener;
    return current == null ? headers : current.encodes(headers, stream);
  }

  /** A hop has been answered. */
  public static void answered(Object hop, int status) {
    HttpClientListener current = listener;
    if (current != null) {
      current.answered(hop, status);
    }
  }

  /** In place of {@link CookieHandler#put}: one caller's session must not become another's. */
  public static void keepCookies(
      CookieHandler cookies, URI uri, Map<String, List<String>> headers, Object hop)
      throws IOException {
    HttpClientListener current = listener;
    if (current == null || current.mayKeepCookies(hop, headers)) {
      cookies.put(uri, headers);
    }
  }
}
