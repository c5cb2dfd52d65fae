package io.tokenrelay.agent.verify;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is logged while a test runs. */
public final class CapturedLog implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public CapturedLog() throws UnsupportedEncodingException {
    System.setErr(new PrintStream(bytes, true, "UTF-8"));
  }

  public List<String> warnings() {
    return lines(" WARN ");
  }

  /**
   * @param level with a space on each side
   */
  public List<String> lines(String level) {
    List<String> lines = new ArrayList<>();
    String text = new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    for (String line : text.split("\\R")) {
      if (line.contains(level)) {
        lines.add(line);
      }
    }
    return lines;
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
