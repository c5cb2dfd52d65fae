package io.tokenrelay.instrumentation.jdk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Before {@code CompletableFuture.delayedExecutor}, or a pool's {@code schedule}, delays a stage,
 * {@code Carried} is given the stage's function, which is in a field that only the JDK's own
 * package may read. The stage was created as if it were to run at once.
 *
 * <p>It branches by the stage's class. If a class or field is missing, in a JDK that we do not
 * know, the stage stays as it is.
 */
final class StagesDelayed extends Edit {
  private static final String FUTURE = "java/util/concurrent/CompletableFuture$";
  private static final String TASK_AND_DELAY = "(Ljava/lang/Runnable;J";
  private static final String THROWABLE = "java/lang/Throwable";

  /** The stages that may have an executor, with the type of their {@code fn}. */
  private final Map<String, String> functions = new LinkedHashMap<>();

  StagesDelayed(int javaVersion) {
    stages("java/lang/Runnable", "AsyncRun", "BiRun", "OrRun", "UniRun");
    stages("java/util/function/Supplier", "AsyncSupply");
    stages("java/util/function/Function", "OrApply", "UniApply", "UniCompose", "UniExceptionally");
    stages("java/util/function/BiFunction", "BiApply", "UniHandle");
    stages("java/util/function/Consumer", "OrAccept", "UniAccept");
    stages("java/util/function/BiConsumer", "BiAccept", "UniWhenComplete");
    if (javaVersion >= 12) {
      stages("java/util/function/Function", "UniComposeExceptionally");
    }
  }

  private void stages(String function, String... stages) {
    for (String stage : stages) {
      functions.put(FUTURE + stage, 'L' + function + ';');
    }
  }

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return (owner.endsWith("$DelayedExecutor") && method.equals("execute"))
        || schedules(method, descriptor);
  }

  private static boolean schedules(String method, String descriptor) {
    return method.equals("schedule") && descriptor.startsWith(TASK_AND_DELAY);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    Label begin = new Label();
    Label end = new Label();
    Label failed = new Label();
    Label asItWas = new Label();
    visitTryCatchBlock(begin, end, failed, THROWABLE);
    if (schedules(method(), descriptor())) { // such a pool also runs tasks at once, without one
      visitVarInsn(Opcodes.LLOAD, 2);
      visitInsn(Opcodes.LCONST_0);
      visitInsn(Opcodes.LCMP);
      visitJumpInsn(Opcodes.IFLE, asItWas);
    }
    visitLabel(begin);
    for (Map.Entry<String, String> stage : functions.entrySet()) {
      Label next = new Label();
      visitVarInsn(Opcodes.ALOAD, 1);
      visitTypeInsn(Opcodes.INSTANCEOF, stage.getKey());
      visitJumpInsn(Opcodes.IFEQ, next);
      visitVarInsn(Opcodes.ALOAD, 1);
      visitTypeInsn(Opcodes.CHECKCAST, stage.getKey());
      visitFieldInsn(Opcodes.GETFIELD, stage.getKey(), "fn", stage.getValue());
      carried("later", "(Ljava/lang/Object;)V");
      visitLabel(next);
      visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      visitInsn(Opcodes.NOP); // two frames may not share one offset
    }
    visitLabel(end);
    visitJumpInsn(Opcodes.GOTO, asItWas);
    visitLabel(failed);
    visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {THROWABLE});
    visitInsn(Opcodes.POP);
    visitLabel(asItWas);
    visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    visitInsn(Opcodes.NOP);
    counted();
  }
}
