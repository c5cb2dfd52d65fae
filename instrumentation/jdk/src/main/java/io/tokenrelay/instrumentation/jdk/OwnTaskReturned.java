package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A method that returns a task returns the one that the application passed in, unwrapped. */
final class OwnTaskReturned implements Edit {
  private static final String CALLABLE = "Ljava/util/concurrent/Callable;";

  private final String method;

  OwnTaskReturned(String method) {
    this.method = method;
  }

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (!method.equals(this.method) || !descriptor.equals("()" + CALLABLE)) {
      return body;
    }
    return new Edit.Body(body, tally) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN) {
          carried("unwrap", "(" + CALLABLE + ")" + CALLABLE);
          counted();
        }
        super.visitInsn(opcode);
      }
    };
  }
}
