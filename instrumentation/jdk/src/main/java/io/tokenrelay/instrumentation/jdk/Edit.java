package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * One change to the method bodies of a class: straight-line code that keeps its values on the
 * operand stack, so that stack maps stay as they are and nothing needs to be computed or loaded.
 * {@link StagesDelayed} brings its own.
 *
 * <p>Made by {@link JoinPoints}, asked by {@link JdkTransformer} for each method.
 */
interface Edit {
  String CARRIED = "io/tokenrelay/bootstrap/Carried";
  String QUEUES = "io/tokenrelay/bootstrap/Queues";
  String URL_REQUESTS = "io/tokenrelay/bootstrap/UrlRequests";
  String HTTP_CLIENT_REQUESTS = "io/tokenrelay/bootstrap/HttpClientRequests";

  /** The visitor that makes this change in the given method; {@code body} where there is none. */
  MethodVisitor in(String owner, String method, String descriptor, MethodVisitor body, Tally tally);

  /** Told each field of the class, before any method of it. */
  default void seesField(String name, String descriptor) {}

  /** Whether it is meant for static methods, and for no others. */
  default boolean isForStatic() {
    return false;
  }

  /** A method body with calls to classes of the boot loader in it. */
  abstract class Body extends MethodVisitor {
    private static final int MOST_VALUES_ADDED = 2;

    private final Tally tally;

    Body(MethodVisitor next, Tally tally) {
      super(Opcodes.ASM9, next);
      this.tally = tally;
    }

    /** Cheaper than to have ASM follow every path of the method. */
    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + MOST_VALUES_ADDED, maxLocals);
    }

    /** Calls a static method of {@code Carried}, by the JDK's types only. */
    final void carried(String method, String descriptor) {
      calls(CARRIED, method, descriptor);
    }

    final void calls(String owner, String method, String descriptor) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, descriptor, false);
    }

    final void counted() {
      tally.add();
    }
  }
}
