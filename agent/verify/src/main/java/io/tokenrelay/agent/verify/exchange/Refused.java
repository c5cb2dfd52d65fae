package io.tokenrelay.agent.verify.exchange;

/**
 * An answer that is of no use for this token: refused by the token service, or not to be trusted.
 * The message is for the operator, and holds nothing that the service said but one of its codes.
 */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean untrusted;

  private Refused(String message, boolean untrusted) {
    super(message);
    this.untrusted = untrusted;
  }

  static Refused byTheService(String message) {
    return new Refused(message, false);
  }

  static Refused untrusted(String message) {
    return new Refused(message, true);
  }

  /** Whether a token came that is not used. */
  boolean isUntrusted() {
    return untrusted;
  }
}
