package io.tokenrelay.agent.verify;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;

/** What is logged while a test runs. */
final class CapturedLog implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  CapturedLog() throws UnsupportedEncodingException {
    System.setErr(new PrintStream(bytes, true, "UTF-8"));
  }

  List<String> warnings() throws UnsupportedEncodingException {
    List<String> lines = new ArrayList<>();
    for (String line : bytes.toString("UTF-8").split("\\R")) {
      if (line.contains(" WARN ")) {
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
