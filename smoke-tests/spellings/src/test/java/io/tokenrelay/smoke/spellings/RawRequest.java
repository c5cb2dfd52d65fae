package io.tokenrelay.smoke.spellings;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request by a plain socket, since every client puts a target right before it sends it. */
final class RawRequest {
  private RawRequest() {}

  /**
   * Answers the status, or 0 where the server has closed the connection without one.
   *
   * @param token an access token, or nothing
   */
  static int get(int port, Spelling spelling, String token) throws IOException {
    StringBuilder head = new StringBuilder("GET ").append(spelling.target).append(" HTTP/1.1\r\n");
    if (!spelling.header.startsWith("Host:")) {
      head.append("Host: 127.0.0.1\r\n");
    }
    if (!spelling.header.isEmpty()) {
      head.append(spelling.header).append("\r\n");
    }
    if (!token.isEmpty()) {
      head.append("Authorization: Bearer ").append(token).append("\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
      return status(socket.getInputStream());
    }
  }

  private static int status(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    try {
      for (int next = in.read(); next >= 0 && line.length() < 12; next = in.read()) {
        line.append((char) next);
      }
      while (in.read() >= 0) {
        // until the server has done with it
      }
    } catch (IOException reset) {
      // what has been read counts
    }
    return line.length() < 12 ? 0 : Integer.parseInt(line.substring(9, 12));
  }
}
