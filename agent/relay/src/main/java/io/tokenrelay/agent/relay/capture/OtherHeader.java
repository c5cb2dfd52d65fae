package io.tokenrelay.agent.relay.capture;

import org.jspecify.annotations.Nullable;

/**
 * A header of the operator's choice, such as a gateway's: {@code header:<name>} holds the bare
 * token, {@code header:<name>:<prefix>} has a prefix, in upper or lower case, and one space before
 * it.
 */
final class OtherHeader extends HeaderSource {
  private final String name;
  private final @Nullable String prefix;

  OtherHeader(String name, @Nullable String prefix) {
    super(name);
    this.name = name;
    this.prefix = prefix;
  }

  @Override
  Presented read(String value, int maxBytes) {
    int start = 0;
    if (prefix != null) {
      start = prefix.length() + 1;
      boolean meant =
          value.length() > start
              && value.regionMatches(true, 0, prefix, 0, prefix.length())
              && value.charAt(prefix.length()) == ' ';
      if (!meant) {
        return Presented.NOTHING;
      }
    }
    if (value.length() == start) {
      return Presented.NOTHING;
    }
    return value.length() - start > maxBytes
        ? Presented.TOO_LARGE
        : TokenShape.of(value.substring(start), value);
  }

  @Override
  public String toString() {
    return "header:" + name + (prefix == null ? "" : ":" + prefix);
  }
}
