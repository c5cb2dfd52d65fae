package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.Opcodes;

/**
 * Where the JDK's {@code HttpURLConnection} receives an answer: its status is reported, and what
 * our header fetched stays out of the application's {@code ResponseCache}.
 */
final class AnswerSeen extends Edit {
  private static final String PUT =
      "(Ljava/net/ResponseCache;Ljava/net/URI;Ljava/net/URLConnection;Ljava/lang/Object;)"
          + "Ljava/net/CacheRequest;";

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return method.equals("getInputStream0");
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String called, String descriptor, boolean isInterface) {
    if (type.equals("java/net/ResponseCache") && called.equals("put")) {
      head();
      calls(URL_REQUESTS, "put", PUT);
      counted();
      return;
    }
    super.visitMethodInsn(opcode, type, called, descriptor, isInterface);
    if (type.equals(owner()) && called.equals("getResponseCode")) {
      visitInsn(Opcodes.DUP);
      head();
      calls(URL_REQUESTS, "answered", "(ILjava/lang/Object;)V");
      counted();
    }
  }

  private void head() {
    visitVarInsn(Opcodes.ALOAD, 0);
    visitFieldInsn(Opcodes.GETFIELD, owner(), "requests", "Lsun/net/www/MessageHeader;");
  }
}
