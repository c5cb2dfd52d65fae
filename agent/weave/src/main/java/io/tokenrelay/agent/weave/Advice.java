package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Door;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * An advice class as its annotations describe it: the subset of Byte Buddy's that
 * docs/writing-an-instrumentation.md lists. Read from the class file when the agent is packaged
 * ({@link AdviceText}); the class itself is not loaded before a woven method first runs.
 */
final class Advice {
  /** Binary name of the advice class. */
  final String name;

  final @Nullable Call enter;
  final @Nullable Call exit;

  /** Whether requests come in by it: see {@link Door}. */
  final boolean isDoor;

  Advice(String name, @Nullable Call enter, @Nullable Call exit, boolean isDoor) {
    this.name = name;
    this.enter = enter;
    this.exit = exit;
    this.isDoor = isDoor;
  }

  /** Where a parameter of an advice method gets its value from. */
  enum Source {
    THIS,
    ARGUMENT,
    RETURNED,
    ENTERED,
    THROWN
  }

  /** A parameter of an advice method. */
  static final class Parameter {
    final Source source;

    /** Which argument, from 0; for {@link Source#ARGUMENT}. */
    final int argument;

    Parameter(Source source, int argument) {
      this.source = source;
      this.argument = argument;
    }
  }

  /** One advice method. */
  static final class Call {
    /** Stands for no argument. */
    static final int NONE = -1;

    final String method;
    final String descriptor;
    final Parameter[] parameters;

    /** An enter that returns something skips the method. */
    final boolean skips;

    /** An exit that is called when the method throws, too. */
    final boolean onThrowable;

    /** The argument that takes what it returns, unless null; or {@link #NONE}. */
    final int toArgument;

    /** What it returns takes the place of the method's result, unless null. */
    final boolean toReturned;

    Call(
        String method,
        String descriptor,
        Parameter[] parameters,
        boolean skips,
        boolean onThrowable,
        int toArgument,
        boolean toReturned) {
      this.method = method;
      this.descriptor = descriptor;
      this.parameters = parameters;
      this.skips = skips;
      this.onThrowable = onThrowable;
      this.toArgument = toArgument;
      this.toReturned = toReturned;
    }

    Type[] types() {
      return Type.getArgumentTypes(descriptor);
    }

    Type result() {
      return Type.getReturnType(descriptor);
    }

    boolean isVoid() {
      return result().getSort() == Type.VOID;
    }

    boolean takes(Source source) {
      for (Parameter parameter : parameters) {
        if (parameter.source == source) {
          return true;
        }
      }
      return false;
    }
  }
}
