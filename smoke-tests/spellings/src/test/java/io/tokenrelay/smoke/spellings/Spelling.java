package io.tokenrelay.smoke.spellings;

/** A request target, perhaps with a header field, as no well-meaning client writes it. */
final class Spelling {
  final String target;
  final String header;

  Spelling(String target) {
    this(target, "");
  }

  /**
   * @param header {@code Name: value}, or nothing
   */
  Spelling(String target, String header) {
    this.target = target;
    this.header = header;
  }

  @Override
  public String toString() {
    return header.isEmpty() ? target : target + " with " + header;
  }
}
