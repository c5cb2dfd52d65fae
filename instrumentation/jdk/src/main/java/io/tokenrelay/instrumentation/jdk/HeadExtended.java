package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where {@code java.net.http.HttpClient} has put the head of an HTTP/1.1 request together and
 * logged it: it writes what {@code HttpClientRequests} returns.
 */
final class HeadExtended implements Edit {
  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (!method.equals("headers") || !descriptor.equals("()Ljava/util/List;")) {
      return body;
    }
    return new Edit.Body(body, tally) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN) {
          visitVarInsn(Opcodes.ALOAD, 0);
          visitFieldInsn(
              Opcodes.GETFIELD, owner, "http1Exchange", "Ljdk/internal/net/http/Http1Exchange;");
          calls(
              HTTP_CLIENT_REQUESTS,
              "headToWrite",
              "(Ljava/util/List;Ljava/lang/Object;)Ljava/util/List;");
          counted();
        }
        super.visitInsn(opcode);
      }
    };
  }
}
