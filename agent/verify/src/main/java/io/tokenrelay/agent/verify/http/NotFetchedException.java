package io.tokenrelay.agent.verify.http;

/** Something could not be had from an issuer; the message says why, in words for the operator. */
public final class NotFetchedException extends Exception {
  private static final int MAX_LENGTH = 400;

  public NotFetchedException(String message) {
    super(printable(message));
  }

  /** What comes from afar may not write lines of its own into a log. */
  public static String printable(String message) {
    String line = message.replaceAll("[\\p{Cntrl}]", "?");
    return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "..." : line;
  }
}
