package io.tokenrelay.agent.verify.issuer;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One small GET with every bound set: time in all, size, redirects within the origin only. Plain
 * {@link HttpURLConnection}, so that no client library comes into the agent; with a TLS context of
 * its own, so that an application that has switched certificate checks off for itself has not done
 * so for its issuer's keys.
 */
final class KeyDownload {
  private static final int MAX_REDIRECTS = 3;
  private static final Pattern MAX_AGE = Pattern.compile("(?:^|[ ,])max-age=\"?(\\d{1,10})");

  private final KeyFetching fetching;

  KeyDownload(KeyFetching fetching) {
    this.fetching = fetching;
  }

  Answer get(String address) throws KeysNotLoadedException {
    long end =
        System.nanoTime() + fetching.connectTimeout().toNanos() + fetching.readTimeout().toNanos();
    try {
      URL url = new URL(address);
      for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
        HttpURLConnection connection = open(url);
        try {
          URL next = redirect(connection, url);
          if (next == null) {
            return read(connection, address, end);
          }
          url = next;
        } finally {
          connection.disconnect();
        }
      }
      throw new KeysNotLoadedException(address + " redirects without end");
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new KeysNotLoadedException(address + ": " + inWords(e));
    }
  }

  private HttpURLConnection open(URL url) throws IOException, GeneralSecurityException {
    if (!url.getProtocol().equals("http") && !url.getProtocol().equals("https")) {
      throw new IOException("keys come by http or https, not by " + url.getProtocol());
    }
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setConnectTimeout((int) fetching.connectTimeout().toMillis());
    connection.setReadTimeout((int) fetching.readTimeout().toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Accept", "application/json, application/jwk-set+json");
    connection.setRequestProperty("User-Agent", "tokenrelay");
    if (connection instanceof HttpsURLConnection) {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, null, null);
      ((HttpsURLConnection) connection).setSSLSocketFactory(tls.getSocketFactory());
      // Asked only when the certificate does not name the host: then no is the answer.
      ((HttpsURLConnection) connection).setHostnameVerifier((host, session) -> false);
    }
    return connection;
  }

  private static @Nullable URL redirect(HttpURLConnection connection, URL url) throws IOException {
    int status = connection.getResponseCode();
    if (status < 301 || status > 308 || (status > 303 && status < 307)) {
      return null;
    }
    String location = connection.getHeaderField("Location");
    if (location == null) {
      throw new IOException("HTTP " + status + " without a Location");
    }
    URL next = new URL(url, location);
    if (!origin(next).equals(origin(url))) {
      throw new IOException("redirected to another origin: " + next);
    }
    return next;
  }

  private static String origin(URL url) {
    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    return url.getProtocol() + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }

  private Answer read(HttpURLConnection connection, String address, long end)
      throws IOException, KeysNotLoadedException {
    int status = connection.getResponseCode();
    if (status != 200) {
      throw new KeysNotLoadedException(address + ": HTTP " + status);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[8_192];
    try (InputStream in = connection.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        body.write(buffer, 0, n);
        if (body.size() > fetching.maxBytes()) {
          throw new KeysNotLoadedException(
              address
                  + ": more than "
                  + fetching.maxBytes()
                  + " bytes (tokenrelay.jwks.max-bytes)");
        }
        if (System.nanoTime() - end > 0) {
          throw new SocketTimeoutException("the answer comes too slowly");
        }
      }
    }
    if (connection.getContentLengthLong() > body.size()) {
      throw new IOException("the answer is cut off");
    }
    return new Answer(
        new String(body.toByteArray(), StandardCharsets.UTF_8),
        maxAge(connection.getHeaderField("Cache-Control")));
  }

  /** Seconds; -1 when it is not said, 0 for {@code no-store} and {@code no-cache}. */
  static long maxAge(@Nullable String cacheControl) {
    if (cacheControl == null) {
      return -1;
    }
    String directives = cacheControl.toLowerCase(Locale.ROOT);
    if (directives.contains("no-store") || directives.contains("no-cache")) {
      return 0;
    }
    Matcher maxAge = MAX_AGE.matcher(directives);
    return maxAge.find() ? Long.parseLong(maxAge.group(1)) : -1;
  }

  private String inWords(Exception e) {
    if (e instanceof UnknownHostException) {
      return "this host is not known here";
    }
    if (e instanceof SocketTimeoutException) {
      return "no answer within "
          + TimeUnit.NANOSECONDS.toMillis(fetching.readTimeout().toNanos())
          + " ms ("
          + e.getMessage()
          + ")";
    }
    if (e instanceof ConnectException) {
      return "cannot connect (" + e.getMessage() + ")";
    }
    if (e instanceof SSLException) {
      return "TLS failed (" + e.getMessage() + ")";
    }
    if (e instanceof FileNotFoundException) {
      return "nothing there";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** A body and what Cache-Control says of it. */
  static final class Answer {
    private final String text;
    private final long maxAgeSeconds;

    Answer(String text, long maxAgeSeconds) {
      this.text = text;
      this.maxAgeSeconds = maxAgeSeconds;
    }

    String text() {
      return text;
    }

    long maxAgeSeconds() {
      return maxAgeSeconds;
    }
  }
}
