package io.tokenrelay.agent.main.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version of this agent, from a resource that the build fills in. */
public final class Version {
  private Version() {}

  public static String get() {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      byte[] bytes = new byte[64];
      int length = in == null ? 0 : Math.max(0, in.read(bytes));
      return length == 0
          ? "(unknown version)"
          : new String(bytes, 0, length, StandardCharsets.US_ASCII).trim();
    } catch (IOException e) {
      return "(unknown version)";
    }
  }
}
