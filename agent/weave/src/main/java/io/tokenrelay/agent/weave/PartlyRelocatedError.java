package io.tokenrelay.agent.weave;

/** A shaded copy has the types of its advice under other names than the configuration says. */
public final class PartlyRelocatedError extends LinkageError {
  private static final long serialVersionUID = 1L;

  /**
   * @param original internal name of a type that the advice mentions
   * @param inTheCopy what the copy calls it
   */
  PartlyRelocatedError(String original, String inTheCopy) {
    super(
        "tokenrelay.relocations names a part of that copy only, it calls "
            + original.replace('/', '.')
            + ' '
            + inTheCopy.replace('/', '.'));
  }
}
