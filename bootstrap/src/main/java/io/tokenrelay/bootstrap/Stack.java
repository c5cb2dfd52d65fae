package io.tokenrelay.bootstrap;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The classes on the thread's stack, innermost first, including those of lambdas and method
 * references: {@code Stream.generate(queue::poll)} is called by whoever wrote it, not by the JDK.
 *
 * <p>Up to Java 23 a {@code SecurityManager} sees them all (it is never installed as one). From
 * Java 24 it omits them; then a {@code StackWalker} shows them (since Java 9, hence by reflection).
 */
class Stack extends SecurityManager {
  /** The one for this Java. */
  static Stack ofThisJava() throws ReflectiveOperationException {
    String java = System.getProperty("java.specification.version", "1.8");
    return java.startsWith("1.") || Integer.parseInt(java) < 24 ? new Stack() : new Walked();
  }

  Class<?>[] classes() {
    return getClassContext();
  }

  private static final class Walked extends Stack implements Function<Stream<?>, Class<?>[]> {
    private static final int DEEPEST = 64;

    private final Object walker;
    private final Method walk;
    private final Method declaringClass;

    Walked() throws ReflectiveOperationException {
      Class<?> type = Class.forName("java.lang.StackWalker");
      Set<Object> options = new HashSet<>();
      for (Object option : Class.forName("java.lang.StackWalker$Option").getEnumConstants()) {
        String name = ((Enum<?>) option).name();
        if (name.equals("RETAIN_CLASS_REFERENCE") || name.equals("SHOW_HIDDEN_FRAMES")) {
          options.add(option);
        }
      }
      walker = type.getMethod("getInstance", Set.class).invoke(null, options);
      walk = type.getMethod("walk", Function.class);
      declaringClass =
          Class.forName("java.lang.StackWalker$StackFrame").getMethod("getDeclaringClass");
    }

    @Override
    Class<?>[] classes() {
      try {
        return (Class<?>[]) walk.invoke(walker, this);
      } catch (ReflectiveOperationException unseen) {
        return new Class<?>[0];
      }
    }

    @Override
    public Class<?>[] apply(Stream<?> frames) {
      List<Class<?>> classes = new ArrayList<>();
      Iterator<?> all = frames.iterator();
      try {
        while (all.hasNext() && classes.size() < DEEPEST) {
          classes.add((Class<?>) declaringClass.invoke(all.next()));
        }
      } catch (ReflectiveOperationException unseen) {
        classes.clear();
      }
      return classes.toArray(new Class<?>[0]);
    }
  }
}
