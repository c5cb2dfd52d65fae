package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.Opcodes;

/**
 * Where the {@code Http2Connection} of {@code java.net.http.HttpClient} encodes a request's
 * headers, after logging them: it encodes what {@code HttpClientRequests} returns.
 */
final class FrameExtended extends Edit {
  private static final String FRAME = "jdk/internal/net/http/frame/OutgoingHeaders";
  private static final String HEADERS = "[Ljava/net/http/HttpHeaders;";

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return method.equals("encodeHeaders") && descriptor.startsWith("(L" + FRAME + ";)");
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String called, String descriptor, boolean isInterface) {
    if (called.equals("encodeHeadersImpl") && descriptor.startsWith("(I" + HEADERS + ")")) {
      visitVarInsn(Opcodes.ALOAD, 1);
      super.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, FRAME, "getAttachment", "()Ljava/lang/Object;", false);
      calls(
          HTTP_CLIENT_REQUESTS,
          "headersToEncode",
          "([Ljava/lang/Object;Ljava/lang/Object;)[Ljava/lang/Object;");
      visitTypeInsn(Opcodes.CHECKCAST, HEADERS);
      counted();
    }
    super.visitMethodInsn(opcode, type, called, descriptor, isInterface);
  }
}
