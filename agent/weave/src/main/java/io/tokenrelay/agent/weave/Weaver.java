package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds the call sites of some rules to one class file. One small interface, so that another engine
 * can weave the same rules and advice.
 */
interface Weaver {
  /**
   * Weaves a class. Its shape stays what it was: it may be loaded already.
   *
   * @param loader the class's loader, asked for the class files of its supertypes; never null
   * @param type binary name of the class
   * @param classFile the class as it is to be woven
   * @param rules what to weave; all for this type
   * @return the woven class file; null when none of the rules fits the class
   * @throws UnweavableException when this class cannot be woven, with the reason for the operator
   */
  byte @Nullable [] weave(ClassLoader loader, String type, byte[] classFile, List<Rule> rules)
      throws UnweavableException;
}
