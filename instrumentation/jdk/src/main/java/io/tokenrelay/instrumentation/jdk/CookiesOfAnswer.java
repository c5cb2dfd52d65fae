package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where {@code java.net.http.HttpClient} hands the headers of an answer to its {@code
 * CookieHandler}: {@code HttpClientRequests} does that, unless they answer our header.
 */
final class CookiesOfAnswer implements Edit {
  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (!method.equals("response")) {
      return body;
    }
    return new Edit.Body(body, tally) {
      @Override
      public void visitMethodInsn(
          int opcode, String type, String called, String descriptor, boolean isInterface) {
        if (type.equals("java/net/CookieHandler") && called.equals("put")) {
          visitVarInsn(Opcodes.ALOAD, 1);
          visitFieldInsn(
              Opcodes.GETFIELD,
              "jdk/internal/net/http/Response",
              "exchange",
              "Ljdk/internal/net/http/Exchange;");
          calls(
              HTTP_CLIENT_REQUESTS,
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
