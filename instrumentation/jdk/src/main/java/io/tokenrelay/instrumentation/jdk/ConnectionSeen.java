package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.Opcodes;

/**
 * Where an {@code HttpURLConnection} is created, and where it begins to write a head: it may be
 * used in a different request from the one it was created for.
 */
final class ConnectionSeen extends Edit {
  private static final String HEAD = "Lsun/net/www/MessageHeader;";

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return method.equals("<init>") || method.equals("writeRequests");
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (method().equals("writeRequests")) {
      visitVarInsn(Opcodes.ALOAD, 0);
      visitInsn(Opcodes.DUP);
      super.visitFieldInsn(Opcodes.GETFIELD, owner(), "requests", HEAD);
      calls(URL_REQUESTS, "begins", "(Ljava/lang/Object;Ljava/lang/Object;)V");
      counted();
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
    super.visitFieldInsn(opcode, type, name, descriptor);
    if (method().equals("<init>")
        && opcode == Opcodes.PUTFIELD
        && type.equals(owner())
        && name.equals("requests")) {
      visitVarInsn(Opcodes.ALOAD, 0);
      calls(URL_REQUESTS, "opened", "(Ljava/lang/Object;)V");
      counted();
    }
  }
}
