package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.Opcodes;

/**
 * Run point of a pool's worker: it begins each task with what is known of that task, and nothing of
 * the previous one, and ends it before the application's {@code afterExecute}. Puts no stack frame
 * of ours between the pool and the task.
 */
final class RunByWorker extends Edit {
  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return method.equals("runWorker");
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String called, String descriptor, boolean isInterface) {
    if (opcode == Opcodes.INVOKEINTERFACE
        && type.equals("java/lang/Runnable")
        && called.equals("run")) {
      visitInsn(Opcodes.DUP);
      carried("begin", "(Ljava/lang/Runnable;)V");
      counted();
    } else if (called.equals("afterExecute")) {
      carried("end", "()V");
    }
    super.visitMethodInsn(opcode, type, called, descriptor, isInterface);
  }
}
