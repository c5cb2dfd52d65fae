package io.tokenrelay.instrumentation.jdk;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Where the JDK hands out what is set or kept for the whole JVM: {@code OwnFetch} hides it from the
 * agent's own requests. The JDK's client asks for it on the thread that makes the request, and has
 * no setting that would do on Java 8.
 */
final class DefaultHidden extends Edit {
  private static final String OWN_FETCH = "io/tokenrelay/bootstrap/OwnFetch";

  private final String type;
  private final Set<String> methods;

  private DefaultHidden(String type, String... methods) {
    this.type = type;
    this.methods = new HashSet<>(Arrays.asList(methods));
  }

  /**
   * Where a class reads the static field that holds its default.
   *
   * @param type the internal name of the class, which is also the field's type
   */
  static DefaultHidden in(String type) {
    return new DefaultHidden(type);
  }

  /** Where static methods return what is kept in a cache of the JVM. */
  static DefaultHidden from(String type, String... methods) {
    return new DefaultHidden(type, methods);
  }

  @Override
  boolean isForStatic() {
    return true;
  }

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return !isCache() || (methods.contains(method) && returns(type, descriptor));
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
    super.visitFieldInsn(opcode, owner, field, descriptor);
    if (!isCache()
        && opcode == Opcodes.GETSTATIC
        && owner.equals(type)
        && descriptor.equals('L' + type + ';')) {
      hide();
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (isCache() && opcode == Opcodes.ARETURN) {
      hide();
    }
    super.visitInsn(opcode);
  }

  private void hide() {
    calls(OWN_FETCH, "unlessOwn", "(Ljava/lang/Object;)Ljava/lang/Object;");
    visitTypeInsn(Opcodes.CHECKCAST, type);
    counted();
  }

  private boolean isCache() {
    return !methods.isEmpty();
  }

  private static boolean returns(String type, String descriptor) {
    return Type.getReturnType(descriptor).getInternalName().equals(type);
  }
}
