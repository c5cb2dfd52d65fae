package io.tokenrelay.agent.verify.jwt;

import java.util.Arrays;

/**
 * Canonical base64url (RFC 4648 §5, RFC 7515 §2 and §7.1): the only spelling of a token that is
 * accepted. Nothing outside the alphabet, no padding, no stray trailing bits. Libraries accept many
 * spellings of one token, so that the holder of one valid token could fill a cache with them.
 */
final class CompactForm {
  private static final byte[] SEXTETS = new byte[128];

  static {
    Arrays.fill(SEXTETS, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      SEXTETS[alphabet.charAt(i)] = (byte) i;
    }
  }

  private CompactForm() {}

  /**
   * Scans without allocating.
   *
   * @return the place of the first dot in the lower half and of the second in the upper; -1 when
   *     the text is not three non-empty canonical parts
   */
  static long dots(CharSequence text) {
    int length = text.length();
    int first = endOfPart(text, 0, length);
    if (first < 0 || first == length) {
      return -1;
    }
    int second = endOfPart(text, first + 1, length);
    if (second < 0 || second == length || endOfPart(text, second + 1, length) != length) {
      return -1;
    }
    return ((long) second << 32) | first;
  }

  static int firstDot(long dots) {
    return (int) dots;
  }

  static int secondDot(long dots) {
    return (int) (dots >>> 32);
  }

  /** Where the part ends: at a dot or at the end; -1 when it is empty or not canonical. */
  private static int endOfPart(CharSequence text, int from, int length) {
    int last = -1;
    int i = from;
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 128) {
        return -1;
      }
      int sextet = SEXTETS[c];
      if (sextet < 0) {
        if (c == '.') {
          break;
        }
        return -1;
      }
      last = sextet;
    }
    switch ((i - from) & 3) {
      case 0:
        return i == from ? -1 : i;
      case 2:
        return (last & 0xF) == 0 ? i : -1;
      case 3:
        return (last & 0x3) == 0 ? i : -1;
      default:
        return -1;
    }
  }

  /** Decodes a part that {@link #dots} has found to be canonical. */
  static byte[] decode(byte[] ascii, int from, int to) {
    byte[] decoded = new byte[(int) ((to - from) * 3L / 4)];
    int whole = to - ((to - from) & 3);
    int at = 0;
    int i = from;
    for (; i < whole; i += 4) {
      int bits =
          SEXTETS[ascii[i]] << 18
              | SEXTETS[ascii[i + 1]] << 12
              | SEXTETS[ascii[i + 2]] << 6
              | SEXTETS[ascii[i + 3]];
      decoded[at++] = (byte) (bits >> 16);
      decoded[at++] = (byte) (bits >> 8);
      decoded[at++] = (byte) bits;
    }
    if (to - i >= 2) {
      int bits = SEXTETS[ascii[i]] << 12 | SEXTETS[ascii[i + 1]] << 6;
      decoded[at++] = (byte) (bits >> 10);
      if (to - i == 3) {
        decoded[at] = (byte) ((bits | SEXTETS[ascii[i + 2]]) >> 2);
      }
    }
    return decoded;
  }
}
