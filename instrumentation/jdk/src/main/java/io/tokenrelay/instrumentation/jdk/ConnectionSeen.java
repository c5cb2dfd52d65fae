package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where an {@code HttpURLConnection} is created, and where it begins to write a head: it may be
 * used in a different request from the one it was created for.
 */
final class ConnectionSeen implements Edit {
  private static final String HEAD = "Lsun/net/www/MessageHeader;";

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (method.equals("<init>")) {
      return new Edit.Body(body, tally) {
        @Override
        public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
          super.visitFieldInsn(opcode, type, name, descriptor);
          if (opcode == Opcodes.PUTFIELD && type.equals(owner) && name.equals("requests")) {
            visitVarInsn(Opcodes.ALOAD, 0);
            calls(URL_REQUESTS, "opened", "(Ljava/lang/Object;)V");
            counted();
          }
        }
      };
    }
    if (!method.equals("writeRequests")) {
      return body;
    }
    return new Edit.Body(body, tally) {
      @Override
      public void visitCode() {
        super.visitCode();
        visitVarInsn(Opcodes.ALOAD, 0);
        visitInsn(Opcodes.DUP);
        super.visitFieldInsn(Opcodes.GETFIELD, owner, "requests", HEAD);
        calls(URL_REQUESTS, "begins", "(Ljava/lang/Object;Ljava/lang/Object;)V");
        counted();
      }
    };
  }
}
