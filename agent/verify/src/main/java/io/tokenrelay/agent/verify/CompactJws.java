package io.tokenrelay.agent.verify;

import java.nio.charset.StandardCharsets;

/**
 * A token in JWS compact serialization (RFC 7515 §7.1) whose three parts are canonical: {@code
 * header.payload.signature}. Taken apart once, from one copy of its bytes.
 */
final class CompactJws {
  private final byte[] bytes;
  private final int firstDot;
  private final int secondDot;
  private final int length;

  private CompactJws(byte[] bytes, long dots, int length) {
    this.bytes = bytes;
    this.firstDot = CompactForm.firstDot(dots);
    this.secondDot = CompactForm.secondDot(dots);
    this.length = length;
  }

  static CompactJws of(String text) throws MalformedTokenException {
    return of(text, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * @param bytes the text's characters, a byte each, and perhaps something behind them
   */
  static CompactJws of(String text, byte[] bytes) throws MalformedTokenException {
    long dots = CompactForm.dots(text);
    if (dots < 0) {
      throw new MalformedTokenException();
    }
    return new CompactJws(bytes, dots, text.length());
  }

  TokenHeader header() throws MalformedTokenException {
    return TokenHeader.parse(CompactForm.decode(bytes, 0, firstDot));
  }

  byte[] payload() {
    return CompactForm.decode(bytes, firstDot + 1, secondDot);
  }

  byte[] signature() {
    return CompactForm.decode(bytes, secondDot + 1, length);
  }

  /** The bytes of the token, of which the first {@link #signedLength} are signed; not a copy. */
  byte[] bytes() {
    return bytes;
  }

  /** The length of the JWS signing input (RFC 7515 §5.1). */
  int signedLength() {
    return secondDot;
  }
}
