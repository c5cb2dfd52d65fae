package io.tokenrelay.instrumentation.jdk;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What a queue gives out is seen, or how much of it: an owned task that takes it serves others. */
final class RemovalSeen implements Edit {
  private final Set<String> methods;

  /**
   * @param methods those that answer with an object, or with how many they have drained
   */
  RemovalSeen(String... methods) {
    this.methods = new HashSet<>(Arrays.asList(methods));
  }

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (!methods.contains(method) || Type.getReturnType(descriptor).getSort() == Type.BOOLEAN) {
      return body;
    }
    return new Edit.Body(body, tally) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN) {
          visitInsn(Opcodes.DUP);
          calls(QUEUES, "removed", "(Ljava/lang/Object;)V");
          counted();
        } else if (opcode == Opcodes.IRETURN) {
          visitInsn(Opcodes.DUP);
          calls(QUEUES, "drained", "(I)V");
          counted();
        }
        super.visitInsn(opcode);
      }
    };
  }
}
