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
 * <p>Made by {@link JoinPoints}, asked by {@link JdkTransformer} for each method. What the table
 * holds visits nothing itself: a copy of it visits the body of each method that it concerns. With a
 * visitor of its own for each, a start would load 15 classes more.
 */
abstract class Edit extends MethodVisitor implements Cloneable {
  static final String CARRIED = "io/tokenrelay/bootstrap/Carried";
  static final String QUEUES = "io/tokenrelay/bootstrap/Queues";
  static final String URL_REQUESTS = "io/tokenrelay/bootstrap/UrlRequests";
  static final String HTTP_CLIENT_REQUESTS = "io/tokenrelay/bootstrap/HttpClientRequests";

  private static final int MOST_VALUES_ADDED = 2;

  private Tally tally = new Tally();
  private String owner = "";
  private String method = "";
  private String descriptor = "";

  Edit() {
    super(Opcodes.ASM9);
  }

  /** Whether there may be a change to make in this method. */
  abstract boolean concerns(String owner, String method, String descriptor);

  /**
   * The visitor that makes this change in the given method; {@code body} if there is none to make.
   */
  MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    if (!concerns(owner, method, descriptor)) {
      return body;
    }
    Edit edit = copy();
    edit.mv = body;
    edit.tally = tally;
    edit.owner = owner;
    edit.method = method;
    edit.descriptor = descriptor;
    return edit;
  }

  private Edit copy() {
    try {
      return (Edit) clone();
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /**
   * The names of the methods beside whose calls alone there is a change to make: a method that
   * calls none of them need not be visited. Null where {@link #concerns} knows the method by its
   * own name.
   */
  @Nullable Set<String> besideCallsOf() {
    return null;
  }

  /** Called for each field of the class, before any of its methods. */
  void seesField(String name, String descriptor) {}

  /** Whether it applies to static methods only; otherwise it applies to instance methods only. */
  boolean isForStatic() {
    return false;
  }

  /** The class whose method is visited. */
  final String owner() {
    return owner;
  }

  /** The method that is visited. */
  final String method() {
    return method;
  }

  /** That method's. */
  final String descriptor() {
    return descriptor;
  }

  /** Cheaper than letting ASM follow every path through the method. */
  @Override
  public final void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + MOST_VALUES_ADDED, maxLocals);
  }

  /** Calls a static method of {@code Carried}; its descriptor has only types of the JDK. */
  final void carried(String method, String descriptor) {
    calls(CARRIED, method, descriptor);
  }

  /**
   * Calls a static method of a boot class, past what this edit makes of the calls that it finds.
   */
  final void calls(String owner, String method, String descriptor) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, descriptor, false);
  }

  final void counted() {
    tally.add();
  }
}
