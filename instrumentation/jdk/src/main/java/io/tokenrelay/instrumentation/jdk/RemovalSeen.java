package io.tokenrelay.instrumentation.jdk;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a queue gives out is seen, or how much of it: an owned task that takes it serves others.
 * What it only shows as well: a task can be run where it lies.
 */
final class RemovalSeen implements Edit {
  private final boolean isStatic;
  private final Set<String> methods;

  /** What answers with whether it has removed something, or does not say. */
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
   * @param methods those that answer with an object, or with how many they have drained, besides
   *     those that every collection has
   */
  RemovalSeen(String... methods) {
    this(false, new HashSet<>(Arrays.asList(OF_ALL)));
    this.methods.addAll(Arrays.asList(methods));
  }

  private RemovalSeen(boolean isStatic, Set<String> methods) {
    this.isStatic = isStatic;
    this.methods = methods;
  }

  /** Of a class whose queue is that of the thread. */
  static RemovalSeen byStatic(String... methods) {
    return new RemovalSeen(true, new HashSet<>(Arrays.asList(methods)));
  }

  @Override
  public boolean isForStatic() {
    return isStatic;
  }

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (!methods.contains(method)) {
      return body;
    }
    return new Edit.Body(body, tally) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN) {
          visitInsn(Opcodes.DUP);
          calls(QUEUES, "removed", "(Ljava/lang/Object;)V");
          counted();
        } else if (opcode == Opcodes.IRETURN && descriptor.equals("(Ljava/lang/Object;)Z")) {
          visitInsn(Opcodes.DUP);
          visitVarInsn(Opcodes.ALOAD, 1);
          calls(QUEUES, "removed", "(ILjava/lang/Object;)V"); // a boolean is an int here
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
    };
  }
}
