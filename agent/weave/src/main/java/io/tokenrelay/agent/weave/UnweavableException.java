package io.tokenrelay.agent.weave;

/** A class that its rules name cannot be woven. The message says why, in the operator's words. */
final class UnweavableException extends Exception {
  private static final long serialVersionUID = 1;

  UnweavableException(String message) {
    super(message);
  }
}
