package io.tokenrelay.agent.relay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** Identifies a caller in a log line without naming them: the first 8 hex digits of SHA-256. */
public final class SubjectDigest {
  private SubjectDigest() {}

  public static String of(String subject) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
      return String.format(
          Locale.ROOT, "%02x%02x%02x%02x", digest[0], digest[1], digest[2], digest[3]);
    } catch (NoSuchAlgorithmException e) {
      return "unknown"; // every Java has it
    }
  }
}
