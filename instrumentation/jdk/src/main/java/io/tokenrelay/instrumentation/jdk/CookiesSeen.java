package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.Opcodes;

/**
 * Where one of the JDK's clients hands an answer's headers to the application's {@code
 * CookieHandler}: {@code UrlRequests} or {@code HttpClientRequests} does so instead, unless the
 * answer is to our header.
 */
final class CookiesSeen extends Edit {
  private final String method;
  private final int local;
  private final String type;
  private final String field;
  private final String fieldType;
  private final String requests;

  private CookiesSeen(
      String method, int local, String type, String field, String fieldType, String requests) {
    this.method = method;
    this.local = local;
    this.type = type;
    this.field = field;
    this.fieldType = fieldType;
    this.requests = requests;
  }

  /** In {@code HttpURLConnection}: the answered head is {@code this.requests}. */
  static CookiesSeen ofConnections() {
    return new CookiesSeen(
        "parseHTTPHeader",
        0,
        "sun/net/www/http/HttpClient",
        "requests",
        "Lsun/net/www/MessageHeader;",
        URL_REQUESTS);
  }

  /** In {@code java.net.http.HttpClient}: the answered hop is the argument's exchange. */
  static CookiesSeen ofHttpClients() {
    return new CookiesSeen(
        "response",
        1,
        "jdk/internal/net/http/Response",
        "exchange",
        "Ljdk/internal/net/http/Exchange;",
        HTTP_CLIENT_REQUESTS);
  }

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return method.equals(this.method);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String called, String descriptor, boolean isInterface) {
    if (owner.equals("java/net/CookieHandler") && called.equals("put")) {
      visitVarInsn(Opcodes.ALOAD, local);
      visitFieldInsn(Opcodes.GETFIELD, type, field, fieldType);
      calls(
          requests,
          "keepCookies",
          "(Ljava/net/CookieHandler;Ljava/net/URI;Ljava/util/Map;Ljava/lang/Object;)V");
      counted();
    } else {
      super.visitMethodInsn(opcode, owner, called, descriptor, isInterface);
    }
  }
}
