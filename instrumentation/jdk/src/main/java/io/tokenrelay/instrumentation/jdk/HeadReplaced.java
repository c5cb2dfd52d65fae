package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.Opcodes;

/**
 * {@code requests.print(serverOutput)} in the JDK's {@code HttpClient}, through which every head of
 * an {@code HttpURLConnection} goes to its socket, prints what {@code UrlRequests} returns instead.
 */
final class HeadReplaced extends Edit {
  private static final String HEAD = "sun/net/www/MessageHeader";

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return method.equals("writeRequests");
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String called, String descriptor, boolean isInterface) {
    if (type.equals(HEAD)
        && called.equals("print")
        && descriptor.equals("(Ljava/io/PrintStream;)V")) {
      visitInsn(Opcodes.SWAP);
      visitVarInsn(Opcodes.ALOAD, 0);
      calls(
          URL_REQUESTS, "headToWrite", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;");
      visitTypeInsn(Opcodes.CHECKCAST, HEAD);
      visitInsn(Opcodes.SWAP);
      counted();
    }
    super.visitMethodInsn(opcode, type, called, descriptor, isInterface);
  }
}
