package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A pool's thread begins each task with nothing, whatever the task before it left behind. No stack
 * frame of ours comes between the pool and the task.
 */
final class ClearedBeforeRun implements Edit {
  private final String caller;

  ClearedBeforeRun(String caller) {
    this.caller = caller;
  }

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (!method.equals(caller)) {
      return body;
    }
    return new Edit.Body(body, tally) {
      @Override
      public void visitMethodInsn(
          int opcode, String type, String called, String descriptor, boolean isInterface) {
        if (opcode == Opcodes.INVOKEINTERFACE
            && type.equals("java/lang/Runnable")
            && called.equals("run")) {
          carried("clear", "()V");
          counted();
        }
        super.visitMethodInsn(opcode, type, called, descriptor, isInterface);
      }
    };
  }
}
