package io.tokenrelay.instrumentation.jdk;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Reports the value that a future gives to whoever waits for it: others may have put it into a
 * queue.
 */
final class ValueSeen extends Edit {
  private final Set<String> methods;

  /**
   * @param methods those that return the value
   */
  ValueSeen(String... methods) {
    this.methods = new HashSet<>(Arrays.asList(methods));
  }

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return methods.contains(method) && descriptor.endsWith(")Ljava/lang/Object;");
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.ARETURN) {
      visitInsn(Opcodes.DUP);
      calls(QUEUES, "received", "(Ljava/lang/Object;)V");
      counted();
    }
    super.visitInsn(opcode);
  }
}
