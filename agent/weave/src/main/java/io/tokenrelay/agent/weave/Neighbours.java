package io.tokenrelay.agent.weave;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether code of one application may come by the classes of two loaders, so that what one of them
 * carries is what the other one writes.
 */
final class Neighbours {
  private Neighbours() {}

  /** Whether one of them is above the other, as loaders that delegate to a parent are. */
  static boolean areInLine(ClassLoader one, ClassLoader other) {
    return isAbove(one, other) || isAbove(other, one);
  }

  /**
   * Whether one of them is given a class of the other's: for loaders that delegate in other ways
   * (OSGi, modules of an application server). Asks them to load classes, so nothing may be locked.
   *
   * @param ofOne a class of the first; null when none is known
   * @param ofOther classes of the other
   */
  static boolean share(
      ClassLoader one, @Nullable Class<?> ofOne, ClassLoader other, List<Class<?>> ofOther) {
    if (ofOne != null && sees(other, ofOne)) {
      return true;
    }
    for (Class<?> type : ofOther) {
      if (sees(one, type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAbove(ClassLoader above, ClassLoader below) {
    for (ClassLoader loader = below; loader != null; loader = loader.getParent()) {
      if (loader == above) {
        return true;
      }
    }
    return false;
  }

  private static boolean sees(ClassLoader loader, Class<?> type) {
    try {
      return Class.forName(type.getName(), false, loader) == type;
    } catch (ClassNotFoundException | LinkageError | RuntimeException notSeen) {
      return false;
    }
  }
}
