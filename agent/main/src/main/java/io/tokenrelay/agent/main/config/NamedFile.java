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
 * A file that a value names which means nothing to us: {@code tokenrelay.config=relay.properties}.
 * It is not read, and only looked into for a sign that requests are to be rejected, in whatever
 * format: somebody has written it to be trusted. Lives in the agent loader; asked in premain, and
 * by {@code check}, of unknown names alone.
 *
 * <p>A jar, a key store or a log, which such names are as likely to be about, hold no such sign.
 * Taking everything for one that is no properties file would close services that observe.
 */
final class NamedFile {
  private static final int MOST_BYTES = 1 << 18;

  /** The mode in properties, YAML, JSON, XML or a script, whatever stands before its name. */
  private static final Pattern ENFORCES =
      Pattern.compile("(?i)mode[\"']?\\s*[=:>]\\s*[\"']?\\s*enforc");

  private static final Pattern MODE =
      Pattern.compile("(?i)tokenrelay[._-]mode[\"'\\s=:>]+([a-z][a-z_-]*)");

  private static final Pattern RULES =
      Pattern.compile("(?i)(tokenrelay[._-]enforce[._-]|\\benforce\\s*[:.]\\s*)rule");

  /** Comments, and what this agent has once logged about a configuration. */
  private static final Pattern COMMENT =
      Pattern.compile("(?m)^([ \\t]*+[#!]|.*\\[tokenrelay\\] ).*$");

  private NamedFile() {}

  /** Whether the text names a file that asks for enforcement, or may do so and cannot be read. */
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

  /** Without what other programs put before the path of a file. */
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

  /** Its beginning, in ASCII, which is all that is looked for, whatever its encoding. */
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
