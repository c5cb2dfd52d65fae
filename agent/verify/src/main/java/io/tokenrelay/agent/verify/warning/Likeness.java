package io.tokenrelay.agent.verify.warning;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How two issuers differ that a human would take for the same. {@code iss} is compared character by
 * character (RFC 7519 §4.1.1, OpenID Connect Core §3.1.3.7), which is the most common trap when
 * configuring one.
 */
public final class Likeness {
  private Likeness() {}

  /** The difference, as the end of a sentence; null when they are not alike, or equal. */
  public static @Nullable String between(String one, String other) {
    if (one.equals(other)
        || Math.abs(one.length() - other.length()) > 16
        || !plain(one).equals(plain(other))) {
      return null;
    }
    if (withoutSlash(one).equals(withoutSlash(other))) {
      return "a slash at the end";
    }
    if (one.equalsIgnoreCase(other)) {
      return "upper and lower case";
    }
    return withoutScheme(one).equals(withoutScheme(other))
        ? "its scheme"
        : "its spelling (scheme, case, port, or a space or slash at the end)";
  }

  private static String plain(String uri) {
    String lower = withoutSlash(uri.trim()).toLowerCase(Locale.ROOT);
    String rest = withoutScheme(lower);
    int end = rest.indexOf('/');
    String host = end < 0 ? rest : rest.substring(0, end);
    String path = end < 0 ? "" : rest.substring(end);
    return host.replaceFirst(":(443|80)$", "") + path;
  }

  private static String withoutSlash(String uri) {
    int end = uri.length();
    while (end > 0 && uri.charAt(end - 1) == '/') {
      end--;
    }
    return uri.substring(0, end);
  }

  private static String withoutScheme(String uri) {
    int scheme = uri.indexOf("://");
    return scheme < 0 ? uri : uri.substring(scheme + 3);
  }
}
