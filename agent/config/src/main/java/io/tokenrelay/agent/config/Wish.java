package io.tokenrelay.agent.config;

/**
 * The one thing that an operator may want and that must not be lost, however it is spelt: where a
 * configuration that cannot be honoured is to stop everything, rather than to be half of what was
 * meant. What it is, its implementation knows.
 *
 * <p>Asked of names and texts that mean nothing else to us, so it errs on the side of yes.
 */
public interface Wish {
  /** The property that says it outright; its default denies it. */
  Property<?> property();

  /** Whether a text for that property denies it, or is a slip of the pen for one that does. */
  boolean isDeniedBy(String text);

  /** Whether a name, in any spelling, is set for it alone, and so says it unless it is denied. */
  boolean isImpliedBy(String name);

  /**
   * Whether an unknown name is about it.
   *
   * @param nearest what was probably meant, or the empty text
   */
  boolean isNamedBy(String name, String nearest);

  /** Whether a text asks for it, whatever it was given for. */
  boolean isMeantBy(String text);

  /** Whether a text names a file that asks for it, or may do so and cannot be read. */
  boolean isInFile(String text);
}
