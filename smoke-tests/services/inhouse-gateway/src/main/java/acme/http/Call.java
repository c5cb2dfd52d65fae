package acme.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One request that the server has received, and its answer. */
public final class Call {
  private static final int LONGEST_HEAD = 16_384;

  private final Socket socket;
  private final String[] lines;
  private final String[] words;

  private Call(Socket socket, String head) throws IOException {
    this.socket = socket;
    this.lines = head.split("\r\n");
    this.words = lines[0].split(" ");
    if (words.length != 3) {
      throw new IOException("no request");
    }
  }

  static Call read(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0 || head.length() == LONGEST_HEAD) {
        throw new IOException("no request");
      }
      head.append((char) read);
    }
    return new Call(socket, head.toString());
  }

  public String method() {
    return words[0];
  }

  /** As the client has sent it. */
  public String target() {
    return words[1];
  }

  /** The target without its query; handlers are found by it as it is. */
  public String path() {
    int query = target().indexOf('?');
    return query < 0 ? target() : target().substring(0, query);
  }

  /** All values of a header. */
  public List<String> headers(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0 && lines[i].substring(0, colon).equalsIgnoreCase(name)) {
        values.add(lines[i].substring(colon + 1).trim());
      }
    }
    return values;
  }

  public String remoteAddress() {
    return socket.getInetAddress().getHostAddress();
  }

  public void answer(int status, Map<String, String> headers, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " -\r\nConnection: close\r\n");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
    OutputStream out = socket.getOutputStream();
    out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }
}
