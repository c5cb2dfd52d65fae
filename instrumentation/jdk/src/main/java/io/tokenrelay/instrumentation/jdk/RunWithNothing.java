package io.tokenrelay.instrumentation.jdk;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Run point: the call of a task goes through {@code Carried}, which starts it with nothing. A
 * wrapped task then opens its own snapshot; one that was created without a snapshot has none, even
 * on a thread that holds another user's.
 */
final class RunWithNothing extends Edit {
  private static final Set<String> RUNS = new HashSet<>(Arrays.asList("run", "call", "get"));

  @Override
  Set<String> besideCallsOf() {
    return RUNS;
  }

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return true;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String called, String descriptor, boolean isInterface) {
    if (opcode == Opcodes.INVOKEINTERFACE && isRun(type, called)) {
      carried(called, "(L" + type + ";" + descriptor.substring(1));
      counted();
    } else {
      super.visitMethodInsn(opcode, type, called, descriptor, isInterface);
    }
  }

  private static boolean isRun(String type, String method) {
    return (type.equals("java/lang/Runnable") && method.equals("run"))
        || (type.equals("java/util/concurrent/Callable") && method.equals("call"))
        || (type.equals("java/util/function/Supplier") && method.equals("get"));
  }
}
