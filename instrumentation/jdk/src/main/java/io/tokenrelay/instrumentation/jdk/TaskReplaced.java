package io.tokenrelay.instrumentation.jdk;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * On entry, the {@code Runnable} that is the first parameter is replaced by what a method of {@code
 * Carried} makes of it; that method may also see the pool's queue.
 */
final class TaskReplaced implements Edit {
  private static final String RUNNABLE = "Ljava/lang/Runnable;";
  private static final String QUEUE = "Ljava/util/concurrent/BlockingQueue;";

  private final String method;
  private final String replacement;
  private final @Nullable String queueField;

  TaskReplaced(String method, String replacement) {
    this(method, replacement, null);
  }

  TaskReplaced(String method, String replacement, @Nullable String queueField) {
    this.method = method;
    this.replacement = replacement;
    this.queueField = queueField;
  }

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    return method.equals(this.method) && descriptor.startsWith("(" + RUNNABLE)
        ? new ReplacingBody(body, tally, owner)
        : body;
  }

  private final class ReplacingBody extends Edit.Body {
    private final String owner;

    ReplacingBody(MethodVisitor next, Tally tally, String owner) {
      super(next, tally);
      this.owner = owner;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      visitVarInsn(Opcodes.ALOAD, 1);
      if (queueField != null) {
        visitVarInsn(Opcodes.ALOAD, 0);
        visitFieldInsn(Opcodes.GETFIELD, owner, queueField, QUEUE);
      }
      carried(replacement, "(" + RUNNABLE + (queueField == null ? "" : QUEUE) + ")" + RUNNABLE);
      visitVarInsn(Opcodes.ASTORE, 1);
      counted();
    }
  }
}
