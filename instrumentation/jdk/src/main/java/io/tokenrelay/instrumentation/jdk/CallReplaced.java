package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Replaces a call of an interface's method, in one method, with a call of a method of {@code
 * Carried}.
 */
final class CallReplaced implements Edit {
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
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (!method.equals(this.method)) {
      return body;
    }
    return new Edit.Body(body, tally) {
      @Override
      public void visitMethodInsn(
          int opcode, String type, String called, String descriptor, boolean isInterface) {
        if (opcode == Opcodes.INVOKEINTERFACE
            && type.equals(CallReplaced.this.type)
            && called.equals(CallReplaced.this.called)) {
          carried(replacement, "(L" + type + ";" + descriptor.substring(1));
          counted();
        } else {
          super.visitMethodInsn(opcode, type, called, descriptor, isInterface);
        }
      }
    };
  }
}
