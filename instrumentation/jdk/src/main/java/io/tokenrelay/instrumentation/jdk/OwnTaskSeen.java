package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The application's overrides ({@code beforeExecute}, {@code afterExecute}, {@code decorateTask})
 * get the task that it handed in: the {@code Runnable} among the call's last two arguments is
 * unwrapped.
 */
final class OwnTaskSeen implements Edit {
  private static final String RUNNABLE = "Ljava/lang/Runnable;";

  private final String called;

  OwnTaskSeen(String called) {
    this.called = called;
  }

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    return new Edit.Body(body, tally) {
      @Override
      public void visitMethodInsn(
          int opcode, String type, String method, String descriptor, boolean isInterface) {
        if (method.equals(called)) {
          Type[] arguments = Type.getArgumentTypes(descriptor);
          boolean last = arguments[arguments.length - 1].getDescriptor().equals(RUNNABLE);
          if (last || arguments[0].getDescriptor().equals(RUNNABLE)) {
            unwrap(last);
          }
        }
        super.visitMethodInsn(opcode, type, method, descriptor, isInterface);
      }

      private void unwrap(boolean last) {
        if (!last) {
          visitInsn(Opcodes.SWAP);
        }
        carried("unwrap", "(" + RUNNABLE + ")" + RUNNABLE);
        if (!last) {
          visitInsn(Opcodes.SWAP);
        }
        counted();
      }
    };
  }
}
