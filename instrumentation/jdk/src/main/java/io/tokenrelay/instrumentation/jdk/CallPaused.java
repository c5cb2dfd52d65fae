package io.tokenrelay.instrumentation.jdk;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Run point for calls that only the JDK's own package may make: the thread's snapshot is set aside
 * on the operand stack, below the call's arguments, and restored after the call. Only for methods
 * that throw nothing; should one throw after all, the thread is left with nothing.
 */
final class CallPaused extends Edit {
  private final String called;
  private final Set<String> callers;

  /**
   * @param called a method with at most one argument, no long or double
   * @param callers the methods whose calls are replaced; none means all
   */
  CallPaused(String called, String... callers) {
    this.called = called;
    this.callers = new HashSet<>(Arrays.asList(callers));
  }

  @Override
  Set<String> besideCallsOf() {
    return Collections.singleton(called);
  }

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return callers.isEmpty() || callers.contains(method);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String method, String descriptor, boolean isInterface) {
    if (!method.equals(called) || opcode != Opcodes.INVOKEVIRTUAL) {
      super.visitMethodInsn(opcode, type, method, descriptor, isInterface);
      return;
    }
    carried("pause", "()Ljava/lang/Object;");
    if (Type.getArgumentTypes(descriptor).length == 0) {
      visitInsn(Opcodes.SWAP);
    } else {
      visitInsn(Opcodes.DUP_X2);
      visitInsn(Opcodes.POP);
    }
    super.visitMethodInsn(opcode, type, method, descriptor, isInterface);
    if (Type.getReturnType(descriptor).getSort() != Type.VOID) {
      visitInsn(Opcodes.SWAP);
    }
    carried("resume", "(Ljava/lang/Object;)V");
    counted();
  }
}
