package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** {@code shutdownNow} returns the tasks that the application handed in. */
final class OwnTasksReturned implements Edit {
  private static final String DESCRIPTOR = "()Ljava/util/List;";

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (!method.equals("shutdownNow") || !descriptor.equals(DESCRIPTOR)) {
      return body;
    }
    return new Edit.Body(body, tally) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN) {
          carried("unwrapAll", "(Ljava/util/List;)Ljava/util/List;");
          counted();
        }
        super.visitInsn(opcode);
      }
    };
  }
}
