package io.tokenrelay.agent.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The page's style sheet, a resource of ours. */
final class Style {
  private Style() {}

  static String text() {
    try (InputStream in = Style.class.getResourceAsStream("page.css")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int c = in == null ? -1 : in.read(); c >= 0; c = in.read()) {
        bytes.write(c);
      }
      return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // the page is readable without
    }
  }
}
