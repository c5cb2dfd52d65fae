package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.Opcodes;

/** A method that returns a task returns the one that the application passed in, unwrapped. */
final class OwnTaskReturned extends Edit {
  private static final String CALLABLE = "Ljava/util/concurrent/Callable;";

  private final String method;

  OwnTaskReturned(String method) {
    this.method = method;
  }

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return method.equals(this.method) && descriptor.equals("()" + CALLABLE);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.ARETURN) {
      carried("unwrap", "(" + CALLABLE + ")" + CALLABLE);
      counted();
    }
    super.visitInsn(opcode);
  }
}
