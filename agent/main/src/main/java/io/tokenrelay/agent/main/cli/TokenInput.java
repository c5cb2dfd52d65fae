package io.tokenrelay.agent.main.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A token as people paste it: alone, or as a header. */
final class TokenInput {
  /** More than any limit that can be configured. */
  private static final int MOST = 2 << 20;

  private static final String[] PREFIXES = {"Authorization:", "Bearer"};

  private TokenInput() {}

  static String read(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[8_192];
    for (int length = in.read(some); length >= 0 && all.size() < MOST; length = in.read(some)) {
      all.write(some, 0, length);
    }
    String text = all.toString("ISO-8859-1").trim();
    for (String prefix : PREFIXES) {
      String rest = text.substring(Math.min(prefix.length(), text.length()));
      boolean ends = prefix.endsWith(":") || rest.isEmpty() || rest.charAt(0) == ' ';
      if (ends && text.regionMatches(true, 0, prefix, 0, prefix.length())) {
        text = rest.trim();
      }
    }
    return text;
  }
}
