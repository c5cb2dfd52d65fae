package io.tokenrelay.agent.relay.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a caller in a log line without naming them: the first hex digits of SHA-256 over
 * issuer, line feed and subject. With the issuer, since another issuer's user may have the same
 * subject; without a key, so that every service writes the same of a user, and whoever may read the
 * log can find one. Who can list all users can thus name them, too.
 */
public final class SubjectDigest {
  private static final int DIGITS = 16;
  private static final int FEW_DIGITS = 8;

  private SubjectDigest() {}

  /** For the log of the application: few of millions of users have it in common. */
  public static String of(String issuer, String subject) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((issuer + '\n' + subject).getBytes(StandardCharsets.UTF_8));
      StringBuilder digits = new StringBuilder(DIGITS);
      for (int i = 0; i < DIGITS / 2; i++) {
        digits.append(Character.forDigit(digest[i] >> 4 & 0xF, 16));
        digits.append(Character.forDigit(digest[i] & 0xF, 16));
      }
      return digits.toString();
    } catch (NoSuchAlgorithmException e) {
      return "unknown"; // every Java has it
    }
  }

  /** The beginning of it, for lines of the agent's own; {@code -} without a subject. */
  public static String brief(String issuer, @Nullable String subject) {
    return subject == null ? "-" : of(issuer, subject).substring(0, FEW_DIGITS);
  }
}
