package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where the JDK's {@code HttpClient} hands the headers of an answer to the application's {@code
 * CookieHandler}: {@code UrlRequests} does that, unless they answer our header.
 */
final class CookiesSeen implements Edit {
  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (!method.equals("parseHTTPHeader")) {
      return body;
    }
    return new Edit.Body(body, tally) {
      @Override
      public void visitMethodInsn(
          int opcode, String type, String called, String descriptor, boolean isInterface) {
        if (type.equals("java/net/CookieHandler") && called.equals("put")) {
          visitVarInsn(Opcodes.ALOAD, 0);
          visitFieldInsn(Opcodes.GETFIELD, owner, "requests", "Lsun/net/www/MessageHeader;");
          calls(
              URL_REQUESTS,
              "keepCookies",
              "(Ljava/net/CookieHandler;Ljava/net/URI;Ljava/util/Map;Ljava/lang/Object;)V");
          counted();
        } else {
          super.visitMethodInsn(opcode, type, called, descriptor, isInterface);
        }
      }
    };
  }
}
