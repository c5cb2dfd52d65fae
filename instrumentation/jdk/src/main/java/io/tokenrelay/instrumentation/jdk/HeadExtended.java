package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.Opcodes;

/**
 * Where {@code java.net.http.HttpClient} has put the head of an HTTP/1.1 request together and
 * logged it: it writes what {@code HttpClientRequests} returns.
 */
final class HeadExtended extends Edit {
  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return method.equals("headers") && descriptor.equals("()Ljava/util/List;");
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.ARETURN) {
      visitVarInsn(Opcodes.ALOAD, 0);
      visitFieldInsn(
          Opcodes.GETFIELD, owner(), "http1Exchange", "Ljdk/internal/net/http/Http1Exchange;");
      calls(
          HTTP_CLIENT_REQUESTS,
          "headToWrite",
          "(Ljava/util/List;Ljava/lang/Object;)Ljava/util/List;");
      counted();
    }
    super.visitInsn(opcode);
  }
}
