package io.tokenrelay.instrumentation.jdk;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * {@code Carried.starts(this, target)} at the beginning of {@code Thread.start()}. The field that
 * holds the target differs between JDKs; if it is not found, nothing is woven.
 */
final class ThreadStarted implements Edit {
  private static final String THREAD = "java/lang/Thread";
  private static final String RUNNABLE = "Ljava/lang/Runnable;";
  private static final String HOLDER = "java/lang/Thread$FieldHolder";

  private volatile @Nullable String field;

  @Override
  public void seesField(String name, String descriptor) {
    boolean target = name.equals("target") || name.equals("runnable"); // OpenJ9 calls it that
    if ((target && descriptor.equals(RUNNABLE)) || descriptor.equals('L' + HOLDER + ';')) {
      field = name;
    }
  }

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    String found = field;
    if (found == null || !method.equals("start") || !descriptor.equals("()V")) {
      return body;
    }
    return new Edit.Body(body, tally) {
      @Override
      public void visitCode() {
        super.visitCode();
        visitVarInsn(Opcodes.ALOAD, 0);
        visitVarInsn(Opcodes.ALOAD, 0);
        if (found.equals("holder")) {
          visitFieldInsn(Opcodes.GETFIELD, THREAD, found, 'L' + HOLDER + ';');
          visitFieldInsn(Opcodes.GETFIELD, HOLDER, "task", RUNNABLE);
        } else {
          visitFieldInsn(Opcodes.GETFIELD, THREAD, found, RUNNABLE);
        }
        carried("starts", "(Ljava/lang/Thread;Ljava/lang/Runnable;)V");
        counted();
      }
    };
  }
}
