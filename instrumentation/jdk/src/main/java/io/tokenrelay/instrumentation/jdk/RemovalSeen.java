package io.tokenrelay.instrumentation.jdk;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Reports what a queue gives out, or how much: an owned task that takes it serves others. Also what
 * it merely shows: a task can be run in place.
 */
final class RemovalSeen extends Edit {
  private final boolean isStatic;
  private final Set<String> methods;

  /** Methods that return whether they removed something, or return nothing. */
  private static final String[] OF_ALL = {
    "remove",
    "removeFirstOccurrence",
    "removeLastOccurrence",
    "removeIf",
    "removeAll",
    "retainAll",
    "clear"
  };

  /**
   * @param methods those that return an element, or the number of elements drained, besides those
   *     that every collection has
   */
  RemovalSeen(String... methods) {
    this(false, new HashSet<>(Arrays.asList(OF_ALL)));
    this.methods.addAll(Arrays.asList(methods));
  }

  private RemovalSeen(boolean isStatic, Set<String> methods) {
    this.isStatic = isStatic;
    this.methods = methods;
  }

  /** For a class whose static methods take from the current thread's queue. */
  static RemovalSeen byStatic(String... methods) {
    return new RemovalSeen(true, new HashSet<>(Arrays.asList(methods)));
  }

  @Override
  boolean isForStatic() {
    return isStatic;
  }

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return methods.contains(method);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.ARETURN) {
      visitInsn(Opcodes.DUP);
      calls(QUEUES, "removed", "(Ljava/lang/Object;)V");
      counted();
    } else if (opcode == Opcodes.IRETURN && descriptor().equals("(Ljava/lang/Object;)Z")) {
      visitInsn(Opcodes.DUP);
      visitVarInsn(Opcodes.ALOAD, 1);
      calls(QUEUES, "removed", "(ILjava/lang/Object;)V"); // a boolean is an int in bytecode
      counted();
    } else if (opcode == Opcodes.IRETURN) {
      visitInsn(Opcodes.DUP);
      calls(QUEUES, "drained", "(I)V");
      counted();
    } else if (opcode == Opcodes.RETURN) {
      visitInsn(Opcodes.ICONST_1);
      calls(QUEUES, "drained", "(I)V");
      counted();
    }
    super.visitInsn(opcode);
  }
}
