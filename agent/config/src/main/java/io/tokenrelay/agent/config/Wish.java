package io.tokenrelay.agent.config;

/**
 * The one thing that an operator may want and that must not be missed, however it is spelt. If such
 * a configuration cannot be honoured, it must stop everything rather than do half of what was
 * meant. Only the implementation knows what the wish is.
 *
 * <p>Asked about names and texts that mean nothing else to us, so if in doubt the answer is yes.
 */
public interface Wish {
  /** The property that states it outright; its default denies it. */
  Property<?> property();

  /** Whether a text for that property denies it, or is a typing error for one that does. */
  boolean isDeniedBy(String text);

  /**
   * Whether a name, in any spelling, is only ever set for its sake, and so implies it unless it is
   * denied.
   */
  boolean isImpliedBy(String name);

  /**
   * Whether an unknown name concerns it.
   *
   * @param nearest what was probably meant, or an empty text
   */
  boolean isNamedBy(String name, String nearest);

  /** Whether a text asks for it, whichever property it was given for. */
  boolean isMeantBy(String text);

  /** Whether a text names a file that asks for it, or that may do so but cannot be read. */
  boolean isInFile(String text);
}
