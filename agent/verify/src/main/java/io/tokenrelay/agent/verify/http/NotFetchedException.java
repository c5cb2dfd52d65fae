package io.tokenrelay.agent.verify.http;

/** Something could not be fetched from an issuer; the message tells the operator why. */
public final class NotFetchedException extends Exception {
  private static final int MAX_LENGTH = 400;
  private static final long serialVersionUID = 1L;

  private final int status;

  public NotFetchedException(String message) {
    this(message, 0);
  }

  /**
   * @param status the status of the answer; 0 when there was none
   */
  NotFetchedException(String message, int status) {
    super(printable(message));
    this.status = status;
  }

  /** The answer's status; 0 when there was none, or one that could not be read. */
  public int status() {
    return status;
  }

  /** Makes remote text safe: it must not write log lines of its own. */
  public static String printable(String message) {
    String line = message.replaceAll("[\\p{Cntrl}]", "?");
    return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "..." : line;
  }
}
