package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where the {@code Stream} of {@code java.net.http.HttpClient} has put an HTTP/2 request's headers
 * together: {@code HttpClientRequests} decides here, since nobody holds the connection's lock.
 */
final class FrameSeen implements Edit {
  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (!method.equals("headerFrame")) {
      return body;
    }
    return new Edit.Body(body, tally) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN) {
          visitInsn(Opcodes.DUP);
          visitVarInsn(Opcodes.ALOAD, 0);
          calls(HTTP_CLIENT_REQUESTS, "frames", "(Ljava/lang/Object;Ljava/lang/Object;)V");
          counted();
        }
        super.visitInsn(opcode);
      }
    };
  }
}
