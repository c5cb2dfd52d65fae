package io.tokenrelay.agent.main.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET /health}, {@code GET /ready} and {@code GET /metrics} on 127.0.0.1, one at a
 * time.
 *
 * <p>A bare socket and one daemon thread, rather than the JDK's HTTP server: that one logs through
 * java.util.logging, which an application server wants to set up itself, and is a module that a
 * trimmed runtime may lack. Nobody outside this machine can reach it; a caller that says nothing is
 * dropped after two seconds.
 */
public final class StatusPort implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusPort.class);
  private static final int PATIENCE_MILLIS = 2_000;
  private static final int LONGEST_REQUEST = 8_192;

  private final Status status;
  private final ServerSocket server;

  private StatusPort(Status status, ServerSocket server) {
    this.status = status;
    this.server = server;
  }

  /**
   * Opens the port and answers from a thread of its own.
   *
   * @param port 0 for any free one
   */
  public static StatusPort open(int port, Status status) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 16);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    StatusPort answering = new StatusPort(status, server);
    Thread thread = new Thread(answering, "tokenrelay-status");
    thread.setDaemon(true);
    thread.setContextClassLoader(StatusPort.class.getClassLoader());
    thread.start();
    return answering;
  }

  /** The port that was opened. */
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void run() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        answer(socket);
      } catch (IOException | RuntimeException e) {
        LOG.debug("status port: {}", e.toString());
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void answer(Socket socket) throws IOException {
    String[] requestLine = request(socket.getInputStream()).split(" ", -1);
    boolean get = requestLine.length == 3 && requestLine[0].equals("GET");
    String path = get ? requestLine[1] : "";
    if (path.equals("/health")) {
      respond(socket, "200 OK", Json.health(status));
    } else if (path.equals("/ready")) {
      List<String> unready = status.unready();
      respond(
          socket, unready.isEmpty() ? "200 OK" : "503 Service Unavailable", Json.ready(unready));
    } else if (path.equals("/metrics")) {
      respond(socket, "200 OK", Json.metrics(status));
    } else {
      respond(socket, get ? "404 Not Found" : "405 Method Not Allowed", "{}\n");
    }
  }

  /** The first line; reads on to the empty line, so that closing does not reset the connection. */
  private static String request(InputStream in) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    StringBuilder request = new StringBuilder();
    int end = -1;
    while (end < 0) {
      int c = in.read();
      if (c < 0 || request.length() == LONGEST_REQUEST || System.nanoTime() - deadline > 0) {
        throw new IOException("no request");
      }
      request.append((char) c);
      end = request.indexOf("\r\n\r\n", request.length() - 4);
    }
    return request.substring(0, request.indexOf("\r\n"));
  }

  private static void respond(Socket socket, String statusLine, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + statusLine
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + bytes.length
            + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff"
            + "\r\nConnection: close\r\n\r\n";
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }
}
