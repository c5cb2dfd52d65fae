package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.Opcodes;

/**
 * Where {@code java.net.http.HttpClient} begins a call (its caller's thread creates a {@code
 * MultiExchange}), and where one of the call's hops is answered.
 */
final class CallSeen extends Edit {
  private static final String RESPONSE = "jdk/internal/net/http/Response";

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return method.equals("<init>") || answers(method, descriptor);
  }

  private static boolean answers(String method, String descriptor) {
    return method.equals("responseFilters") && descriptor.startsWith("(L" + RESPONSE + ";)");
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (answers(method(), descriptor())) {
      visitVarInsn(Opcodes.ALOAD, 1);
      visitFieldInsn(Opcodes.GETFIELD, RESPONSE, "exchange", "Ljdk/internal/net/http/Exchange;");
      visitVarInsn(Opcodes.ALOAD, 1);
      visitFieldInsn(Opcodes.GETFIELD, RESPONSE, "statusCode", "I");
      calls(HTTP_CLIENT_REQUESTS, "answered", "(Ljava/lang/Object;I)V");
      counted();
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.RETURN && method().equals("<init>")) {
      visitVarInsn(Opcodes.ALOAD, 0);
      calls(HTTP_CLIENT_REQUESTS, "called", "(Ljava/lang/Object;)V");
      counted();
    }
    super.visitInsn(opcode);
  }
}
