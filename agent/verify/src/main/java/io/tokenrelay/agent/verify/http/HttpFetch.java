package io.tokenrelay.agent.verify.http;

import io.tokenrelay.bootstrap.OwnFetch;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP request with every bound set: total time, size, redirects within the origin only.
 * Plain {@link HttpURLConnection}, so that the agent needs no client library. As an {@link
 * OwnFetch} it relays no user's token, on any thread, and sees neither the application's cookies
 * nor its passwords. Thread-safe.
 */
public final class HttpFetch {
  private static final int MAX_REDIRECTS = 3;
  private static final int MAX_ERROR_BYTES = 4_096;
  private static final Deadlines DEADLINES = new Deadlines();

  private final HttpSettings settings;
  private final Tls tls;

  public HttpFetch(HttpSettings settings) {
    this.settings = settings;
    this.tls = new Tls(settings.trustStoreFile(), settings.clientCertFile());
  }

  /**
   * @param accept the accepted media types
   */
  public Answer get(String address, String accept) throws NotFetchedException {
    Object mine = OwnFetch.begin();
    try {
      return fetch(address, accept);
    } finally {
      OwnFetch.end(mine);
    }
  }

  private Answer fetch(String address, String accept) throws NotFetchedException {
    long end = end();
    try {
      URL url = OwnUrls.of(address);
      for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
        HttpURLConnection connection = open(url, accept);
        try {
          int status = status(connection, null, end);
          URL next = redirect(connection, status, url);
          if (next == null) {
            return read(connection, status, end);
          }
          url = next;
        } finally {
          connection.disconnect();
        }
      }
      throw new IOException("too many redirects");
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new NotFetchedException(address + ": " + describe(e), status(e));
    }
  }

  /**
   * Posts a form; follows no redirects. The connection is kept for the next request.
   *
   * @param authorization the header's value; null to send none
   */
  public Answer post(String address, String form, @Nullable String authorization)
      throws NotFetchedException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    return post(address, form.getBytes(StandardCharsets.US_ASCII), headers, false);
  }

  /** The same for a body of any kind, which any status of success (2xx) answers. */
  public Answer post(String address, byte[] body, Map<String, String> headers)
      throws NotFetchedException {
    return post(address, body, headers, true);
  }

  private Answer post(String address, byte[] body, Map<String, String> headers, boolean anySuccess)
      throws NotFetchedException {
    Object mine = OwnFetch.begin();
    try {
      return send(address, body, headers, anySuccess);
    } finally {
      OwnFetch.end(mine);
    }
  }

  private Answer send(String address, byte[] body, Map<String, String> headers, boolean anySuccess)
      throws NotFetchedException {
    long end = end();
    try {
      HttpURLConnection connection = open(OwnUrls.of(address), "*/*");
      boolean answered = false;
      try {
        for (Map.Entry<String, String> header : headers.entrySet()) {
          connection.setRequestProperty(header.getKey(), header.getValue());
        }
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        int status = status(connection, body, end);
        if (status >= 400 && !anySuccess) {
          throw new RefusedException(status, error(connection, end));
        }
        Answer answer = read(connection, anySuccess && status / 100 == 2 ? 200 : status, end);
        answered = true;
        return answer;
      } finally {
        if (!answered) {
          connection.disconnect();
        }
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new NotFetchedException(address + ": " + describe(e), status(e), body(e));
    }
  }

  private long end() {
    return System.nanoTime()
        + settings.connectTimeout().toNanos()
        + settings.readTimeout().toNanos();
  }

  private HttpURLConnection open(URL url, String accept)
      throws IOException, GeneralSecurityException {
    HttpURLConnection connection = Proxies.open(url, settings.proxy());
    connection.setConnectTimeout((int) settings.connectTimeout().toMillis());
    connection.setReadTimeout((int) settings.readTimeout().toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Accept", accept);
    connection.setRequestProperty("Accept-Encoding", "identity");
    connection.setRequestProperty("User-Agent", "tokenrelay");
    if (connection instanceof HttpsURLConnection) {
      ((HttpsURLConnection) connection).setSSLSocketFactory(tls.sockets());
      // Called only when the certificate does not name the host: then the answer is no.
      ((HttpsURLConnection) connection).setHostnameVerifier((host, session) -> false);
    }
    return connection;
  }

  /** Sends the request, and waits for the headers of the answer. */
  private static int status(HttpURLConnection connection, byte @Nullable [] body, long end)
      throws IOException {
    Deadlines.Watched watched = DEADLINES.watch(connection, end);
    try {
      if (body != null) {
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
      }
      return connection.getResponseCode();
    } catch (IOException e) {
      throw watched.isOverdue() ? tooSlow() : e;
    } finally {
      watched.close();
    }
  }

  private static @Nullable URL redirect(HttpURLConnection connection, int status, URL url)
      throws IOException {
    if (status < 301 || status > 308 || (status > 303 && status < 307)) {
      return null;
    }
    String location = connection.getHeaderField("Location");
    if (location == null) {
      throw new IOException("HTTP " + status + " without a Location");
    }
    URL next = OwnUrls.of(url, location);
    if (!Origin.of(next).equals(Origin.of(url))) {
      throw new IOException("redirected to another origin: " + next);
    }
    return next;
  }

  private Answer read(HttpURLConnection connection, int status, long end) throws IOException {
    if (status != 200) {
      throw new RefusedException(status);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[8_192];
    boolean packed =
        "gzip".equalsIgnoreCase(connection.getContentEncoding()); // although not requested
    try (InputStream raw = connection.getInputStream();
        InputStream in = packed ? new GZIPInputStream(raw) : raw) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        body.write(buffer, 0, n);
        if (body.size() > settings.maxBytes()) {
          throw new IOException(
              "more than " + settings.maxBytes() + " bytes (" + settings.maxBytesProperty() + ")");
        }
        if (System.nanoTime() - end > 0) {
          throw tooSlow();
        }
      }
    }
    if (!packed && connection.getContentLengthLong() > body.size()) {
      throw new IOException("the answer is truncated");
    }
    return new Answer(
        new String(body.toByteArray(), StandardCharsets.UTF_8),
        connection.getHeaderField("Cache-Control"));
  }

  /** The beginning of an error's body (RFC 6749 §5.2), if it comes in time. */
  private static String error(HttpURLConnection connection, long end) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[1_024];
    try (InputStream in = connection.getErrorStream()) {
      while (in != null && body.size() < MAX_ERROR_BYTES && System.nanoTime() - end < 0) {
        int n = in.read(buffer);
        if (n < 0) {
          break;
        }
        body.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // the status says enough
    }
    return new String(body.toByteArray(), StandardCharsets.UTF_8);
  }

  private static SocketTimeoutException tooSlow() {
    return new SocketTimeoutException("the answer comes too slowly");
  }

  private String describe(Exception e) {
    if (e instanceof UnknownHostException) {
      return "this host cannot be resolved";
    }
    if (e instanceof SocketTimeoutException) {
      return "no answer within "
          + TimeUnit.NANOSECONDS.toMillis(settings.readTimeout().toNanos())
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
    if (e instanceof NoSuchFileException) {
      return "there is no file " + e.getMessage();
    }
    if (e instanceof FileNotFoundException) {
      return "nothing there";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static int status(Exception e) {
    return e instanceof RefusedException ? ((RefusedException) e).status : 0;
  }

  private static String body(Exception e) {
    return e instanceof RefusedException ? ((RefusedException) e).body : "";
  }

  /** An answer with a status other than 200. */
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient String body;

    RefusedException(int status) {
      this(status, "");
    }

    RefusedException(int status, String body) {
      super(status < 0 ? "the answer is not HTTP" : "HTTP " + status);
      this.status = Math.max(0, status);
      this.body = body;
    }
  }
}
