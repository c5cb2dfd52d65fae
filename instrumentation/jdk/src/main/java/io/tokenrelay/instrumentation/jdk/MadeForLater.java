package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Marks the thread while it creates a scheduled task, which is judged differently. */
final class MadeForLater implements Edit {
  private static final String TASK =
      "java/util/concurrent/ScheduledThreadPoolExecutor$ScheduledFutureTask";

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (!method.startsWith("schedule")) {
      return body;
    }
    String announced = method.equals("schedule") ? "schedulesOnce" : "schedulesPeriodically";
    return new Edit.Body(body, tally) {
      @Override
      public void visitTypeInsn(int opcode, String type) {
        if (opcode == Opcodes.NEW && type.equals(TASK)) {
          carried(announced, "()V");
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
    };
  }
}
