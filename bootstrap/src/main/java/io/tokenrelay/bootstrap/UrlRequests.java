package io.tokenrelay.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.net.CacheRequest;
import java.net.CookieHandler;
import java.net.HttpURLConnection;
import java.net.ResponseCache;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Called by the JDK's {@code HttpURLConnection} when it writes a request and receives an answer.
 */
public final class UrlRequests {
  private static volatile @Nullable UrlRequestListener listener;

  private UrlRequests() {}

  /** Called by the agent when it starts. */
  public static void watch(UrlRequestListener listener) {
    UrlRequests.listener = listener;
  }

  /** At the end of the constructor. */
  public static void opened(Object connection) {
    UrlRequestListener current = listener;
    if (current != null) {
      current.opened(connection);
    }
  }

  /** Before a connection writes a head, on the way to {@link #headToWrite}. */
  public static void begins(Object connection, Object head) {
    UrlRequestListener current = listener;
    if (current != null) {
      current.begins(connection, head);
    }
  }

  /**
   * What to write in place of a request's head: the head itself, or a copy with the caller's token.
   * The head itself is never changed: the connection keeps it for the next hop, and shows it to the
   * application.
   */
  public static Object headToWrite(Object head, Object client) {
    UrlRequestListener current = listener;
    return current == null ? head : current.writes(head, client);
  }

  /** After the status of an answer has been read. */
  public static void answered(int status, Object head) {
    UrlRequestListener current = listener;
    if (current != null) {
      current.answered(status, head);
    }
  }

  /** In place of {@link CookieHandler#put}: one caller's session must not become another's. */
  public static void keepCookies(
      CookieHandler cookies, URI uri, Map<String, List<String>> headers, @Nullable Object head)
      throws IOException {
    UrlRequestListener current = listener;
    if (current == null || head == null || current.mayKeepCookies(head, headers)) {
      cookies.put(uri, headers);
    }
  }

  /** In place of {@link ResponseCache#put}: what a caller's token fetched is not cached. */
  public static @Nullable CacheRequest put(
      ResponseCache cache, URI uri, URLConnection connection, Object head) throws IOException {
    UrlRequestListener current = listener;
    return current != null && current.hasWrittenOn(head) ? null : cache.put(uri, connection);
  }

  /**
   * In place of {@link URLConnection#getInputStream} where the JDK keeps the result for everybody.
   */
  public static InputStream getInputStream(URLConnection connection) throws IOException {
    Object mine = Carrier.swap(null);
    try {
      return connection.getInputStream();
    } finally {
      Carrier.swap(mine);
    }
  }

  /** In place of {@link URL#openStream}, likewise. */
  public static InputStream openStream(URL url) throws IOException {
    return getInputStream(url.openConnection());
  }

  /** In place of {@link HttpURLConnection#getResponseCode}, likewise. */
  public static int getResponseCode(URLConnection connection) throws IOException {
    Object mine = Carrier.swap(null);
    try {
      return ((HttpURLConnection) connection).getResponseCode();
    } finally {
      Carrier.swap(mine);
    }
  }
}
