package io.tokenrelay.bootstrap;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK's {@code java.net.http.HttpClient} calls where it makes a call, writes the head of a
 * hop, and has an answer; see {@link HttpClientListener}.
 */
public final class HttpClientRequests {
  private static volatile @Nullable HttpClientListener listener;

  private HttpClientRequests() {}

  /** Called by the agent when it starts. */
  public static void watch(HttpClientListener listener) {
    HttpClientRequests.listener = listener;
  }

  /** When a call has been made, by the thread of its caller. */
  public static void called(Object call) {
    HttpClientListener told = listener;
    if (told != null) {
      told.called(call);
    }
  }

  /** What is written in place of the head of an HTTP/1.1 request. */
  public static List<ByteBuffer> headToWrite(List<ByteBuffer> head, Object made) {
    HttpClientListener told = listener;
    return told == null ? head : told.writes(head, made);
  }

  /** When the headers of an HTTP/2 request have been put together. */
  public static void frames(Object frame, Object stream) {
    HttpClientListener told = listener;
    if (told != null) {
      told.frames(frame, stream);
    }
  }

  /** What is encoded in place of the headers of an HTTP/2 request. */
  public static Object[] headersToEncode(Object[] headers, Object stream) {
    HttpClientListener told = listener;
    return told == null ? headers : told.encodes(headers, stream);
  }

  /** When a hop has an answer. */
  public static void answered(Object hop, int status) {
    HttpClientListener told = listener;
    if (told != null) {
      told.answered(hop, status);
    }
  }

  /** In place of {@link CookieHandler#put}: nobody else is to have one caller's session. */
  public static void keepCookies(
      CookieHandler cookies, URI uri, Map<String, List<String>> headers, Object hop)
      throws IOException {
    HttpClientListener told = listener;
    if (told == null || told.mayKeepCookies(hop, headers)) {
      cookies.put(uri, headers);
    }
  }
}
