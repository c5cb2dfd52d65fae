package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * {@code requests.print(serverOutput)} in the JDK's {@code HttpClient}, through which every head of
 * an {@code HttpURLConnection} goes to its socket, prints what {@code UrlRequests} returns instead.
 */
final class HeadReplaced implements Edit {
  private static final String HEAD = "sun/net/www/MessageHeader";

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (!method.equals("writeRequests")) {
      return body;
    }
    return new Edit.Body(body, tally) {
      @Override
      public void visitMethodInsn(
          int opcode, String type, String called, String descriptor, boolean isInterface) {
        if (type.equals(HEAD)
            && called.equals("print")
            && descriptor.equals("(Ljava/io/PrintStream;)V")) {
          visitInsn(Opcodes.SWAP);
          visitVarInsn(Opcodes.ALOAD, 0);
          calls(
              URL_REQUESTS,
              "headToWrite",
              "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;");
          visitTypeInsn(Opcodes.CHECKCAST, HEAD);
          visitInsn(Opcodes.SWAP);
          counted();
        }
        super.visitMethodInsn(opcode, type, called, descriptor, isInterface);
      }
    };
  }
}
