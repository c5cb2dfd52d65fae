package io.tokenrelay.agent.weave;

/**
 * An advice asks for more than {@link AsmWeaver} can do. Unchecked: thrown through ASM's visitors.
 */
final class UnsupportedAdviceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnsupportedAdviceException(String what) {
    super(what);
  }
}
