package io.tokenrelay.agent.verify.http;

/** Something could not be fetched from an issuer; the message tells the operator why. */
public final class NotFetchedException extends Exception {
  private static final int MAX_LENGTH = 400;
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient String body;

  public NotFetchedException(String message) {
    this(message, 0);
  }

  /**
   * @param status the status of the answer; 0 when there was none
   */
  NotFetchedException(String message, int status) {
    this(message, status, "");
  }

  NotFetchedException(String message, int status, String body) {
    super(printable(message));
    this.status = status;
    this.body = body;
  }

  /**
   * The beginning of an error's body, where it was asked for; empty if there is none. Never to be
   * logged: it may repeat what was sent.
   */
  public String body() {
    return body;
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
