package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where {@code java.net.http.HttpClient} begins a call (its caller's thread creates a {@code
 * MultiExchange}), and where one of the call's hops is answered.
 */
final class CallSeen implements Edit {
  private static final String RESPONSE = "jdk/internal/net/http/Response";

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (method.equals("<init>")) {
      return made(body, tally);
    }
    return method.equals("responseFilters") && descriptor.startsWith("(L" + RESPONSE + ";)")
        ? answered(body, tally)
        : body;
  }

  private static MethodVisitor made(MethodVisitor body, Tally tally) {
    return new Edit.Body(body, tally) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.RETURN) {
          visitVarInsn(Opcodes.ALOAD, 0);
          calls(HTTP_CLIENT_REQUESTS, "called", "(Ljava/lang/Object;)V");
          counted();
        }
        super.visitInsn(opcode);
      }
    };
  }

  private static MethodVisitor answered(MethodVisitor body, Tally tally) {
    return new Edit.Body(body, tally) {
      @Override
      public void visitCode() {
        super.visitCode();
        visitVarInsn(Opcodes.ALOAD, 1);
        visitFieldInsn(Opcodes.GETFIELD, RESPONSE, "exchange", "Ljdk/internal/net/http/Exchange;");
        visitVarInsn(Opcodes.ALOAD, 1);
        visitFieldInsn(Opcodes.GETFIELD, RESPONSE, "statusCode", "I");
        calls(HTTP_CLIENT_REQUESTS, "answered", "(Ljava/lang/Object;I)V");
        counted();
      }
    };
  }
}
