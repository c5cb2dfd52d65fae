package io.tokenrelay.agent.verify.issuer;

/** One key of a set cannot be used; the message says why. It costs that key only. */
final class UnusableKeyException extends Exception {
  UnusableKeyException(String message) {
    super(message);
  }
}
