package acme.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The company's own HTTP client, as somebody wrote it when there was nothing else: a socket. */
public final class Connection {
  private static final int TIMEOUT_MILLIS = 30_000;

  public Response send(Request request) throws IOException {
    URI target = request.target();
    try (Socket socket = new Socket(target.getHost(), target.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(head(request).getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return response(socket.getInputStream());
    }
  }

  private static String head(Request request) {
    URI target = request.target();
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(target.getRawPath());
    if (target.getRawQuery() != null) {
      head.append('?').append(target.getRawQuery());
    }
    head.append(" HTTP/1.0\r\n");
    if (request.header("Host") == null) {
      head.append("Host: ").append(target.getAuthority()).append("\r\n");
    }
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** HTTP/1.0: the end of the connection is the end of the answer. */
  private static Response response(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[4096];
    for (int read = in.read(some); read >= 0; read = in.read(some)) {
      all.write(some, 0, read);
    }
    String text = new String(all.toByteArray(), StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no answer");
    }
    return new Response(Integer.parseInt(text.split(" ", 3)[1]), text.substring(end + 4));
  }
}
