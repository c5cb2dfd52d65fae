package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.Opcodes;

/**
 * Replaces a call of an interface's method, in one method, with a call of a method of {@code
 * Carried}.
 */
final class CallReplaced extends Edit {
  private final String method;
  private final String type;
  private final String called;
  private final String replacement;

  CallReplaced(String method, String type, String called, String replacement) {
    this.method = method;
    this.type = type;
    this.called = called;
    this.replacement = replacement;
  }

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return method.equals(this.method);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String called, String descriptor, boolean isInterface) {
    if (opcode == Opcodes.INVOKEINTERFACE && type.equals(this.type) && called.equals(this.called)) {
      carried(replacement, "(L" + type + ";" + descriptor.substring(1));
      counted();
    } else {
      super.visitMethodInsn(opcode, type, called, descriptor, isInterface);
    }
  }
}
