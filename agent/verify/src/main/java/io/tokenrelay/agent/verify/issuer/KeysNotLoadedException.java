package io.tokenrelay.agent.verify.issuer;

/** An issuer's keys could not be had; the message says why, in words for the operator. */
public final class KeysNotLoadedException extends Exception {
  private static final int MAX_LENGTH = 400;

  KeysNotLoadedException(String message) {
    super(printable(message));
  }

  /** What comes from afar may not write lines of its own into a log. */
  static String printable(String message) {
    String line = message.replaceAll("[\\p{Cntrl}]", "?");
    return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "..." : line;
  }
}
