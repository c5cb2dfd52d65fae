package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The words that a token may be written with: a header's name, and an authorization scheme. */
final class HeaderWords {
  /** Headers that carry a message rather than a caller. */
  private static final Set<String> NOT_FOR_TOKENS =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  "proxy-authorization",
                  "host",
                  "connection",
                  "content-length",
                  "content-type",
                  "transfer-encoding",
                  "upgrade",
                  "te",
                  "trailer",
                  "expect",
                  "cookie")));

  private HeaderWords() {}

  /** A header's name, and none with a meaning of its own. */
  static Type<String> header() {
    return new Type<String>("a header name") {
      @Override
      public String parse(String text) {
        if (!isToken(text)) {
          throw new IllegalArgumentException("'" + text + "' is not a header name");
        }
        if (NOT_FOR_TOKENS.contains(text.toLowerCase(Locale.ROOT))) {
          throw new IllegalArgumentException("'" + text + "' has a meaning of its own in HTTP");
        }
        return text;
      }
    };
  }

  static Type<String> scheme() {
    return new Type<String>("one word") {
      @Override
      public String parse(String text) {
        if (!isToken(text)) {
          throw new IllegalArgumentException("'" + text + "' is not an authorization scheme");
        }
        return text;
      }
    };
  }

  /** What may stand between quotes in a challenge. */
  static Type<String> realm() {
    return new Type<String>("a text") {
      @Override
      public String parse(String text) {
        for (int i = 0; i < text.length(); i++) {
          char c = text.charAt(i);
          if (c < ' ' || c >= 127 || c == '"' || c == '\\') {
            throw new IllegalArgumentException(
                "'" + text + "' is not a realm: use letters, digits and blanks");
          }
        }
        return text;
      }
    };
  }

  /** RFC 9110 §5.6.2. */
  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 127 || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
