package io.tokenrelay.agent.main.config;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A file named by an unknown property: {@code tokenrelay.config=relay.properties}. It is not used,
 * only searched, in any format, for a sign that requests are to be rejected: someone may rely on
 * it. Lives in the agent loader; used for unknown names only, in premain and by {@code check}.
 *
 * <p>A jar, a key store or a log, which such a name may equally mean, contains no such sign. If
 * anything but a properties file counted as one, services that observe would be closed.
 */
final class NamedFile {
  private static final int MOST_BYTES = 1 << 18;

  /** The mode in properties, YAML, JSON, XML or a script, whatever precedes its name. */
  private static final Pattern ENFORCES =
      Pattern.compile("(?i)mode[\"']?\\s*[=:>]\\s*[\"']?\\s*enforc");

  private static final Pattern MODE =
      Pattern.compile("(?i)tokenrelay[._-]mode[\"'\\s=:>]+([a-z][a-z_-]*)");

  private static final Pattern RULES =
      Pattern.compile("(?i)(tokenrelay[._-]enforce[._-]|\\benforce\\s*[:.]\\s*)rule");

  /** Comments, and lines that this agent has logged about a configuration. */
  private static final Pattern COMMENT =
      Pattern.compile("(?m)^([ \\t]*+[#!]|.*\\[tokenrelay\\] ).*$");

  private NamedFile() {}

  /** Whether the text names a file that configures enforcement, or an unreadable one that may. */
  static boolean asksForEnforcement(String text) {
    File file = new File(path(text));
    try {
      return file.isFile() && isSign(read(file));
    } catch (IOException cannotTell) {
      return true;
    } catch (SecurityException noSuchFileForUs) {
      return false;
    }
  }

  /** Without the prefixes that other programs put before a file's path. */
  private static String path(String text) {
    String path = text.startsWith("@") ? text.substring(1) : text;
    if (path.toLowerCase(Locale.ROOT).startsWith("file:")) {
      path = path.substring("file:".length());
      while (path.startsWith("//")) {
        path = path.substring(1);
      }
    }
    return path;
  }

  private static boolean isSign(String content) {
    String said = COMMENT.matcher(content).replaceAll("");
    Matcher mode = MODE.matcher(said);
    while (mode.find()) {
      if (!Enforcement.meansObserve(mode.group(1))) {
        return true;
      }
    }
    return ENFORCES.matcher(said).find() || RULES.matcher(said).find();
  }

  /** Its beginning, as ASCII, which is all that matters, whatever its encoding. */
  private static String read(File file) throws IOException {
    byte[] bytes;
    try (InputStream in = new FileInputStream(file)) {
      bytes = beginning(in);
    }
    if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
      try (InputStream in = new GZIPInputStream(new FileInputStream(file))) {
        bytes = beginning(in);
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "");
  }

  private static byte[] beginning(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8_192];
    int read = in.read(buffer);
    while (read >= 0 && bytes.size() < MOST_BYTES) {
      bytes.write(buffer, 0, read);
      read = in.read(buffer);
    }
    return bytes.toByteArray();
  }
}
