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

/** What the JDK's {@code HttpURLConnection} calls where it writes a request and has an answer. */
public final class UrlRequests {
  private static volatile @Nullable UrlRequestListener listener;

  private UrlRequests() {}

  /** Called by the agent when it starts. */
  public static void watch(UrlRequestListener listener) {
    UrlRequests.listener = listener;
  }

  /** At the end of the constructor. */
  public static void opened(Object connection) {
    UrlRequestListener told = listener;
    if (told != null) {
      told.opened(connection);
    }
  }

  /** Before a connection writes a head, on the way to {@link #headToWrite}. */
  public static void begins(Object connection, Object head) {
    UrlRequestListener told = listener;
    if (told != null) {
      told.begins(connection, head);
    }
  }

  /**
   * What is written in place of a request's head: the head itself, or a copy with the caller's
   * token. The connection keeps the head for the next hop and for what the application asks of it,
   * so that stays as it is.
   */
  public static Object headToWrite(Object head, Object client) {
    UrlRequestListener told = listener;
    return told == null ? head : told.writes(head, client);
  }

  /** After the status of an answer has been read. */
  public static void answered(int status, Object head) {
    UrlRequestListener told = listener;
    if (told != null) {
      told.answered(status, head);
    }
  }

  /** In place of {@link CookieHandler#put}: nobody else is to have one caller's session. */
  public static void keepCookies(
      CookieHandler cookies, URI uri, Map<String, List<String>> headers, @Nullable Object head)
      throws IOException {
    UrlRequestListener told = listener;
    if (told == null || head == null || told.mayKeepCookies(head, headers)) {
      cookies.put(uri, headers);
    }
  }

  /**
   * In place of {@link ResponseCache#put}: what one caller's token has fetched is kept for none.
   */
  public static @Nullable CacheRequest put(
      ResponseCache cache, URI uri, URLConnection connection, Object head) throws IOException {
    UrlRequestListener told = listener;
    return told != null && told.hasWrittenOn(head) ? null : cache.put(uri, connection);
  }

  /** In place of {@link URLConnection#getInputStream} where the JDK keeps for all what it gets. */
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
