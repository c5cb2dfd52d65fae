package io.tokenrelay.agent.verify.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text within JSON: UTF-8 (RFC 8259 §8.1) and escapes (§7), both read strictly. */
final class JsonText {
  private final String raw;
  private final boolean halves;
  private int at;

  private JsonText(String raw, boolean halves) {
    this.raw = raw;
    this.halves = halves;
  }

  /** Rejects invalid UTF-8, which the JVM's own decoding would silently replace. */
  static void requireUtf8(byte[] bytes) throws MalformedJsonException {
    for (byte b : bytes) {
      if (b < 0) {
        try {
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
          return;
        } catch (CharacterCodingException e) {
          throw new MalformedJsonException();
        }
      }
    }
  }

  /**
   * @param raw what is between the quotes of a string with escapes
   * @param halves whether half a surrogate pair is let pass
   */
  static String unescape(String raw, boolean halves) throws MalformedJsonException {
    return new JsonText(raw, halves).unescaped();
  }

  private String unescaped() throws MalformedJsonException {
    StringBuilder text = new StringBuilder(raw.length());
    while (at < raw.length()) {
      char c = next();
      if (c == '\\') {
        escape(text);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private void escape(StringBuilder into) throws MalformedJsonException {
    char c = next();
    switch (c) {
      case '"':
      case '\\':
      case '/':
        into.append(c);
        return;
      case 'b':
        into.append('\b');
        return;
      case 'f':
        into.append('\f');
        return;
      case 'n':
        into.append('\n');
        return;
      case 'r':
        into.append('\r');
        return;
      case 't':
        into.append('\t');
        return;
      case 'u':
        unicode(into);
        return;
      default:
        throw new MalformedJsonException();
    }
  }

  /** An escaped character, or a surrogate pair; half a pair is not a character (RFC 7493 §2.1). */
  private void unicode(StringBuilder into) throws MalformedJsonException {
    char c = unit();
    into.append(c);
    if (halves) {
      return;
    }
    if (Character.isHighSurrogate(c)) {
      if (next() != '\\' || next() != 'u') {
        throw new MalformedJsonException();
      }
      char low = unit();
      if (!Character.isLowSurrogate(low)) {
        throw new MalformedJsonException();
      }
      into.append(low);
    } else if (Character.isLowSurrogate(c)) {
      throw new MalformedJsonException();
    }
  }

  private char unit() throws MalformedJsonException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new MalformedJsonException();
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  private char next() throws MalformedJsonException {
    if (at >= raw.length()) {
      throw new MalformedJsonException();
    }
    return raw.charAt(at++);
  }
}
