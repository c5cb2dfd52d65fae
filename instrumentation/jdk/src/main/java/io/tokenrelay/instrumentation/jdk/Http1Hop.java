package io.tokenrelay.instrumentation.jdk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hop over HTTP/1.1: its head is the text that goes out. The JDK has already validated it. */
final class Http1Hop extends NetHttpHop {
  private static final String LINE_END = "\r\n";

  /** Request line, header fields, and the final empty line. */
  private String head;

  Http1Hop(NetHttp http, Object hop, Object connection, ByteBuffer head)
      throws ReflectiveOperationException {
    super(http, hop, connection);
    this.head = StandardCharsets.ISO_8859_1.decode(head.duplicate()).toString();
  }

  /** The head with the header that was set; call at most once. */
  ByteBuffer takeHead() {
    return ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  void decided() {
    head = head.substring(0, head.indexOf(LINE_END) + LINE_END.length());
  }

  @Override
  public String path() {
    String target = requestTarget();
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    if (scheme < 0) {
      return target;
    }
    int start = scheme + 3;
    while (start < target.length() && "/?".indexOf(target.charAt(start)) < 0) {
      start++;
    }
    return target.substring(start);
  }

  @Override
  public String requestTarget() {
    int start = head.indexOf(' ') + 1;
    return head.substring(start, head.indexOf(' ', start));
  }

  @Override
  public List<String> authorities() {
    return values("Host");
  }

  @Override
  public @Nullable String header(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? null : values.get(0);
  }

  private List<String> values(String name) {
    List<String> values = Collections.emptyList();
    for (int line = afterLine(0); line < head.length(); line = afterLine(line)) {
      if (isNamed(line, name)) {
        values = values.isEmpty() ? new ArrayList<>() : values;
        values.add(head.substring(line + name.length() + 1, head.indexOf(LINE_END, line)).trim());
      }
    }
    return values;
  }

  @Override
  public void setHeader(String name, String value) {
    StringBuilder copy = new StringBuilder(head.length() + name.length() + value.length() + 4);
    int line = 0;
    for (int next = afterLine(0); next < head.length(); next = afterLine(next)) {
      if (line == 0 || !isNamed(line, name)) {
        copy.append(head, line, next);
      }
      line = next;
    }
    // The loop has ended at the last line, which is empty.
    copy.append(name).append(": ").append(value).append(LINE_END).append(LINE_END);
    head = copy.toString();
  }

  private int afterLine(int start) {
    int end = head.indexOf(LINE_END, start);
    return end < 0 ? head.length() : end + LINE_END.length();
  }

  private boolean isNamed(int line, String name) {
    return head.regionMatches(true, line, name, 0, name.length())
        && head.startsWith(":", line + name.length());
  }
}
