package io.tokenrelay.agent.main.weaving;

/** What a jar of an extension says of itself cannot be woven; the message says why. */
final class UnusableExtensionException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableExtensionException(String message) {
    super(message);
  }
}
