package io.tokenrelay.agent.verify.issuer;

/**
 * A sound key, but for none of the algorithms that the operator allows: not worth a warning, unless
 * there is no other.
 */
final class DisallowedKeyException extends UnusableKeyException {
  DisallowedKeyException() {
    super("it is for none of the allowed algorithms");
  }
}
