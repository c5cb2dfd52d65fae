package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Validates header names, authorization schemes and realms from the configuration. */
final class HeaderWords {
  /** Headers that have a meaning for the message itself. */
  private static final Set<String> NOT_FOR_TOKENS =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  "proxy-authorization",
                  "user-agent",
                  "set-cookie",
                  "dpop",
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

  /** The name of a header that may hold a token. */
  static final class Header extends Type<String> {
    Header() {
      super("a header name");
    }

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
  }

  /** One word, such as {@code Bearer}. */
  static final class Scheme extends Type<String> {
    Scheme() {
      super("one word");
    }

    @Override
    public String parse(String text) {
      if (!isToken(text)) {
        throw new IllegalArgumentException("'" + text + "' is not an authorization scheme");
      }
      return text;
    }
  }

  /** Text that is allowed between quotes in a challenge. */
  static final class Realm extends Type<String> {
    Realm() {
      super("a text");
    }

    @Override
    public String parse(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c < ' ' || c >= 127 || c == '"' || c == '\\') {
          throw new IllegalArgumentException(
              "'" + text + "' is not a realm: use letters, digits and spaces");
        }
      }
      return text;
    }
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
