package io.tokenrelay.agent.verify.issuer;

/** A key of a set cannot be used; the message says why. The others are not affected. */
class UnusableKeyException extends Exception {
  UnusableKeyException(String message) {
    super(message);
  }
}
