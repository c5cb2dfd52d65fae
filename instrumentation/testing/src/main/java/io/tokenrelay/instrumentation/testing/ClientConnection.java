package io.tokenrelay.instrumentation.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client that keeps it alive: requests that follow each other on it are served
 * with the server's same objects. Where the server closes it with an answer, the next request goes
 * to a new one. Plain sockets, since the agent weaves clients.
 */
public final class ClientConnection implements Closeable {
  /** What was answered. */
  public static final class Answer {
    public final int status;
    public final Map<String, String> headers;
    public final String body;

    Answer(int status, Map<String, String> headers, String body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    @Override
    public String toString() {
      return status + " " + body;
    }
  }

  private final int port;
  private Socket socket;
  private InputStream in;

  public ClientConnection(int port) throws IOException {
    this.port = port;
    socket = connect(port);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** A GET request with this token, or without one when it is null. */
  public Answer get(String path, @Nullable String token) throws IOException {
    return token == null
        ? request("GET", path)
        : request("GET", path, "Authorization", "Bearer " + token);
  }

  /**
   * Any request without a body.
   *
   * @param headers names and values in turn
   */
  public Answer request(String method, String path, String... headers) throws IOException {
    send(method, path, headers);
    return receive();
  }

  /** The answer to what was sent. */
  public Answer receive() throws IOException {
    Answer answer = answer();
    if ("close".equalsIgnoreCase(answer.headers.get("Connection"))) {
      socket.close();
      socket = connect(port);
      in = new BufferedInputStream(socket.getInputStream());
    }
    return answer;
  }

  /** Reads on in an answer whose end may be far, and returns what follows on the next such line. */
  public String lineThatStarts(String start) throws IOException {
    String line = line();
    while (!line.startsWith(start)) {
      line = line();
    }
    return line.substring(start.length());
  }

  /** Sends a request and does not wait for its answer. */
  public void send(String method, String path, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(method).append(' ').append(path);
    head.append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    socket
        .getOutputStream()
        .write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends a piece of the body that the last head has announced. */
  public void sendBody(String piece) throws IOException {
    socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private Answer answer() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    return new Answer(status, headers, body(headers));
  }

  private String body(Map<String, String> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if ("chunked".equals(headers.get("Transfer-Encoding"))) {
      int size;
      do {
        size = Integer.parseInt(line().trim(), 16);
        read(size, body);
        line();
      } while (size > 0);
    } else if (headers.containsKey("Content-Length")) {
      read(Integer.parseInt(headers.get("Content-Length")), body);
    } else if ("close".equalsIgnoreCase(headers.get("Connection"))) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        body.write(next);
      }
    }
    return new String(body.toByteArray(), StandardCharsets.UTF_8);
  }

  private void read(int count, ByteArrayOutputStream body) throws IOException {
    for (int i = 0; i < count; i++) {
      body.write(next());
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = next(); next != '\n'; next = next()) {
      if (next != '\r') {
        line.write(next);
      }
    }
    return new String(line.toByteArray(), StandardCharsets.ISO_8859_1);
  }

  private int next() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the server closed the connection");
    }
    return next;
  }
}
