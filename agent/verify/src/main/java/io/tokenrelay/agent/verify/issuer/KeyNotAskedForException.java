package io.tokenrelay.agent.verify.issuer;

/**
 * A sound key, but for none of the algorithms that the operator allows: nothing to warn of, unless
 * there is no other.
 */
final class KeyNotAskedForException extends UnusableKeyException {
  KeyNotAskedForException() {
    super("it is for none of the allowed algorithms");
  }
}
