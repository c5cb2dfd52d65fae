package io.tokenrelay.instrumentation.jdk;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * One change to the method bodies of a class: straight-line code that keeps its values on the
 * operand stack, so that stack maps stay as they are and nothing needs to be computed or loaded.
 * Only {@link StagesDelayed} adds frames, and brings them itself.
 *
 * <p>Made by {@link JoinPoints}, asked by {@link JdkTransformer} for each method.
 */
interface Edit {
  String CARRIED = "io/tokenrelay/bootstrap/Carried";
  String QUEUES = "io/tokenrelay/bootstrap/Queues";
  String URL_REQUESTS = "io/tokenrelay/bootstrap/UrlRequests";
  String HTTP_CLIENT_REQUESTS = "io/tokenrelay/bootstrap/HttpClientRequests";

  /**
   * The visitor that makes this change in the given method; {@code body} if there is none to make.
   */
  MethodVisitor in(String owner, String method, String descriptor, MethodVisitor body, Tally tally);

  /**
   * The names of the methods beside whose calls alone there is a change to make: a method that
   * calls none of them need not be visited. Null where {@link #in} knows the method by its own
   * name.
   */
  default @Nullable Set<String> besideCallsOf() {
    return null;
  }

  /** Called for each field of the class, before any of its methods. */
  default void seesField(String name, String descriptor) {}

  /** Whether it applies to static methods only; otherwise it applies to instance methods only. */
  default boolean isForStatic() {
    return false;
  }

  /** A method body that gets calls of boot classes. */
  abstract class Body extends MethodVisitor {
    private static final int MOST_VALUES_ADDED = 2;

    private final Tally tally;

    Body(MethodVisitor next, Tally tally) {
      super(Opcodes.ASM9, next);
      this.tally = tally;
    }

    /** Cheaper than letting ASM follow every path through the method. */
    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + MOST_VALUES_ADDED, maxLocals);
    }

    /** Calls a static method of {@code Carried}; its descriptor has only types of the JDK. */
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
