package io.tokenrelay.agent.verify.issuer;

/** One key of a set cannot be used; the message says why. It costs that key only. */
class UnusableKeyException extends Exception {
  UnusableKeyException(String message) {
    super(message);
  }
}
