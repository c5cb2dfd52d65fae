package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.Opcodes;

/**
 * Where the {@code Stream} of {@code java.net.http.HttpClient} has put an HTTP/2 request's headers
 * together: {@code HttpClientRequests} decides here, since nobody holds the connection's lock.
 */
final class FrameSeen extends Edit {
  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return method.equals("headerFrame");
  }

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
}
