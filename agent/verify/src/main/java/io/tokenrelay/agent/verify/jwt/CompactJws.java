package io.tokenrelay.agent.verify.jwt;

import java.nio.charset.StandardCharsets;

/**
 * A token in JWS compact serialization (RFC 7515 §7.1) whose three parts are canonical: {@code
 * header.payload.signature}. Split once, from one copy of its bytes.
 */
public final class CompactJws {
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

  public static CompactJws of(String text) throws MalformedTokenException {
    return of(text, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * @param bytes the text's characters, one byte each, perhaps followed by padding
   */
  public static CompactJws of(String text, byte[] bytes) throws MalformedTokenException {
    long dots = CompactForm.dots(text);
    if (dots < 0) {
      throw new MalformedTokenException();
    }
    return new CompactJws(bytes, dots, text.length());
  }

  public TokenHeader header() throws MalformedTokenException {
    return TokenHeader.parse(CompactForm.decode(bytes, 0, firstDot));
  }

  public byte[] payload() {
    return CompactForm.decode(bytes, firstDot + 1, secondDot);
  }

  public byte[] signature() {
    return CompactForm.decode(bytes, secondDot + 1, length);
  }

  /** The token's bytes, of which the first {@link #signedLength} are signed; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** The length of the JWS signing input (RFC 7515 §5.1). */
  public int signedLength() {
    return secondDot;
  }
}
