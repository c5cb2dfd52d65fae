package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.Opcodes;

/** Marks the thread while it creates a scheduled task, which is judged differently. */
final class MadeForLater extends Edit {
  private static final String TASK =
      "java/util/concurrent/ScheduledThreadPoolExecutor$ScheduledFutureTask";

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return method.startsWith("schedule");
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode == Opcodes.NEW && type.equals(TASK)) {
      carried(method().equals("schedule") ? "schedulesOnce" : "schedulesPeriodically", "()V");
      counted();
    }
    super.visitTypeInsn(opcode, type);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String called, String descriptor, boolean isInterface) {
    super.visitMethodInsn(opcode, type, called, descriptor, isInterface);
    if (opcode == Opcodes.INVOKESPECIAL && type.equals(TASK)) {
      carried("scheduled", "()V");
    }
  }
}
