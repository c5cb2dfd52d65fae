package io.tokenrelay.agent.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the status port, for one request (RFC 9112), whose body nobody reads. Never
 * waits for the caller; bounded in bytes and time. Used by the thread of {@link StatusPort} only.
 */
final class StatusCall {
  private static final long PATIENCE_NANOS = 2_000_000_000L;
  private static final int LONGEST_REQUEST = 8_192;
  private static final String END = "\r\n\r\n";

  private final Socket socket;
  private final InputStream in;
  private final long deadline = System.nanoTime() + PATIENCE_NANOS;
  private final StringBuilder request = new StringBuilder();

  StatusCall(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /**
   * Reads what has arrived, up to the end: unread data would reset the connection.
   *
   * @throws IOException when the request is longer than any that we answer, or its end cannot be
   *     known
   */
  boolean isComplete() throws IOException {
    for (int left = in.available(); left > 0; left--) {
      if (request.length() == LONGEST_REQUEST) {
        throw new IOException("a request without end");
      }
      int c = in.read();
      if (c < 0) {
        break;
      }
      request.append((char) c);
    }
    int head = request.indexOf(END);
    return head >= 0 && request.length() - head - END.length() >= bodyLength();
  }

  private int bodyLength() throws IOException {
    List<String> lengths = headers("Content-Length");
    boolean known =
        lengths.isEmpty() || (lengths.size() == 1 && lengths.get(0).matches("\\d{1,5}"));
    if (!known || header("Transfer-Encoding") != null) {
      throw new IOException("a body of unknown length");
    }
    return lengths.isEmpty() ? 0 : Integer.parseInt(lengths.get(0));
  }

  boolean isTooLate() {
    return System.nanoTime() - deadline > 0;
  }

  /** Empty if the first line is none of a request. */
  String method() {
    String[] words = firstLine();
    return words.length == 3 ? words[0] : "";
  }

  /** The target; empty as the method is. */
  String path() {
    String[] words = firstLine();
    return words.length == 3 ? words[1] : "";
  }

  private String[] firstLine() {
    return request.substring(0, request.indexOf("\r\n")).split(" ", -1);
  }

  /** Whether both ends are on the loopback interface, which nothing from elsewhere reaches. */
  boolean isLocal() {
    return socket.getLocalAddress().isLoopbackAddress()
        && socket.getInetAddress().isLoopbackAddress();
  }

  /**
   * Whether a browser sends it, for whatever page: each says so in one of these (Fetch Metadata,
   * RFC 6454), but in requests that only read.
   */
  boolean isOfABrowser() {
    if (header("Origin") != null || header("Referer") != null) {
      return true;
    }
    for (String line : headerLines()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("sec-fetch-")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether every {@code Host} names this machine. A web page in a browser on this machine can call
   * the port by its own host name, resolved to 127.0.0.1, and read the answer as its own; but then
   * that name is in the header.
   */
  boolean isForThisMachine() {
    for (String host : headers("Host")) {
      if (!isLoopback(host)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLoopback(String host) {
    String name = host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("[::1]")
        || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /** The value of a header, the first if there are several; null if there is none. */
  @Nullable String header(String name) {
    List<String> values = headers(name);
    return values.isEmpty() ? null : values.get(0);
  }

  private List<String> headers(String name) {
    List<String> values = new ArrayList<>();
    for (String line : headerLines()) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).trim().equalsIgnoreCase(name)) {
        values.add(line.substring(colon + 1).trim());
      }
    }
    return values;
  }

  private List<String> headerLines() {
    String[] lines = request.substring(0, request.indexOf(END)).split("\r\n", -1);
    return Arrays.asList(lines).subList(1, lines.length);
  }

  /** Answers in JSON. */
  void respond(String statusLine, String body) throws IOException {
    respond(statusLine, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers that only these methods are known for this path. */
  void respondAllowing(String methods) throws IOException {
    respond("405 Method Not Allowed\r\nAllow: " + methods, "{\"methods\": \"" + methods + "\"}\n");
  }

  void respond(String statusLine, String contentType, byte[] bytes) throws IOException {
    respond(statusLine, contentType, "no-store", bytes);
  }

  /** Answers what may be kept. */
  void respondCached(String contentType, int seconds, byte[] bytes) throws IOException {
    respond("200 OK", contentType, "max-age=" + seconds, bytes);
  }

  private void respond(String statusLine, String contentType, String caching, byte[] bytes)
      throws IOException {
    String head =
        "HTTP/1.1 "
            + statusLine
            + "\r\nContent-Type: "
            + contentType
            + "\r\nContent-Length: "
            + bytes.length
            + "\r\nCache-Control: "
            + caching
            + "\r\nX-Content-Type-Options: nosniff\r\nContent-Security-Policy: "
            + Page.POLICY
            + "\r\nConnection: close\r\n\r\n";
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // Nobody to answer.
    }
  }
}
