package io.tokenrelay.smoke.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/** A request as no well-meaning client would send it. */
final class RawRequest {
  private RawRequest() {}

  /**
   * An answer, or none.
   *
   * @param status 0 where the connection was closed without an answer
   */
  record Answer(int status, String body) {}

  static Answer get(int port, String target, String... headers) throws IOException {
    return getFrom("127.0.0.1", port, target, headers);
  }

  /**
   * @param peer the address that it comes from
   * @param headers whole lines
   */
  static Answer getFrom(String peer, int port, String target, String... headers)
      throws IOException {
    String lines = String.join("", List.of(headers).stream().map(line -> line + "\r\n").toList());
    String head = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + lines;
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(peer, 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(UTF_8));
      return answer(new String(allOf(socket.getInputStream()), ISO_8859_1));
    }
  }

  private static byte[] allOf(InputStream in) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (IOException reset) {
      // what has been read counts
    }
    return all.toByteArray();
  }

  private static Answer answer(String text) {
    int body = text.indexOf("\r\n\r\n");
    return text.length() < 12
        ? new Answer(0, "")
        : new Answer(Integer.parseInt(text.substring(9, 12)), body < 0 ? "" : text.substring(body));
  }
}
