package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.Opcodes;

/**
 * {@code Carried.starts(this, target)} at the beginning of {@code Thread.start()}. The field that
 * holds the target differs between JDKs; if it is not found, nothing is woven.
 */
final class ThreadStarted extends Edit {
  private static final String THREAD = "java/lang/Thread";
  private static final String RUNNABLE = "Ljava/lang/Runnable;";
  private static final String HOLDER = "java/lang/Thread$FieldHolder";

  /** Its name; empty until it is found. */
  private volatile String field = "";

  @Override
  void seesField(String name, String descriptor) {
    boolean target = name.equals("target") || name.equals("runnable"); // OpenJ9 calls it that
    if ((target && descriptor.equals(RUNNABLE)) || descriptor.equals('L' + HOLDER + ';')) {
      field = name;
    }
  }

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return !field.isEmpty() && method.equals("start") && descriptor.equals("()V");
  }

  @Override
  public void visitCode() {
    super.visitCode();
    visitVarInsn(Opcodes.ALOAD, 0);
    visitVarInsn(Opcodes.ALOAD, 0);
    if (field.equals("holder")) {
      visitFieldInsn(Opcodes.GETFIELD, THREAD, field, 'L' + HOLDER + ';');
      visitFieldInsn(Opcodes.GETFIELD, HOLDER, "task", RUNNABLE);
    } else {
      visitFieldInsn(Opcodes.GETFIELD, THREAD, field, RUNNABLE);
    }
    carried("starts", "(Ljava/lang/Thread;Ljava/lang/Runnable;)V");
    counted();
  }
}
