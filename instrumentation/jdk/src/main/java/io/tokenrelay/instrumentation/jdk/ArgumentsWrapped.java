package io.tokenrelay.instrumentation.jdk;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Capture: on entry, every functional parameter is replaced by {@code Carried.wrap(parameter)},
 * {@code wrapHanded} or {@code handed}.
 *
 * <p>Allowed before {@code super()}: it touches arguments only.
 */
final class ArgumentsWrapped extends Edit {
  private static final Set<String> FUNCTIONAL =
      new HashSet<>(
          Arrays.asList(
              "Ljava/lang/Runnable;",
              "Ljava/util/concurrent/Callable;",
              "Ljava/util/function/Supplier;",
              "Ljava/util/function/Function;",
              "Ljava/util/function/BiFunction;",
              "Ljava/util/function/Consumer;",
              "Ljava/util/function/BiConsumer;"));

  private final String method;
  private final String wrapper;
  private final @Nullable String only;
  private final boolean isStatic;

  private ArgumentsWrapped(String method, String wrapper, @Nullable String only, boolean isStatic) {
    this.method = method;
    this.wrapper = wrapper;
    this.only = only;
    this.isStatic = isStatic;
  }

  /** In every constructor. */
  static ArgumentsWrapped inConstructors() {
    return new ArgumentsWrapped("<init>", "wrap", null, false);
  }

  /** In the constructor with this descriptor. */
  static ArgumentsWrapped inConstructor(String descriptor) {
    return new ArgumentsWrapped("<init>", "wrap", descriptor, false);
  }

  /** As a task that is handed over to a method or constructor, which will run it. */
  static ArgumentsWrapped handedTo(String method) {
    return new ArgumentsWrapped(method, "wrapHanded", null, false);
  }

  /** The same for a static method. */
  static ArgumentsWrapped handedToStatic(String method) {
    return new ArgumentsWrapped(method, "wrapHanded", null, true);
  }

  /** As a task that an executor keeps unwrapped: what we know of it is kept beside it. */
  static ArgumentsWrapped keptBy(String method) {
    return new ArgumentsWrapped(method, "handed", null, false);
  }

  @Override
  boolean isForStatic() {
    return isStatic;
  }

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return method.equals(this.method) && (only == null || only.equals(descriptor));
  }

  @Override
  public void visitCode() {
    super.visitCode();
    int local = isStatic ? 0 : 1;
    for (Type argument : Type.getArgumentTypes(descriptor())) {
      String type = argument.getDescriptor();
      if (FUNCTIONAL.contains(type)) {
        visitVarInsn(Opcodes.ALOAD, local);
        carried(wrapper, "(" + type + ")" + type);
        visitVarInsn(Opcodes.ASTORE, local);
        counted();
      }
      local += argument.getSize();
    }
  }
}
