package io.tokenrelay.instrumentation.jdk;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Capture: on entry, every functional parameter is replaced by {@code Carried.wrap(parameter)}.
 *
 * <p>Allowed before {@code super()}: it touches arguments only.
 */
final class ArgumentsWrapped implements Edit {
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

  ArgumentsWrapped(String method) {
    this.method = method;
  }

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    return method.equals(this.method) ? new WrappingBody(body, tally, descriptor) : body;
  }

  private static final class WrappingBody extends Edit.Body {
    private final String descriptor;

    WrappingBody(MethodVisitor next, Tally tally, String descriptor) {
      super(next, tally);
      this.descriptor = descriptor;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      int local = 1;
      for (Type argument : Type.getArgumentTypes(descriptor)) {
        String type = argument.getDescriptor();
        if (FUNCTIONAL.contains(type)) {
          visitVarInsn(Opcodes.ALOAD, local);
          carried("wrap", "(" + type + ")" + type);
          visitVarInsn(Opcodes.ASTORE, local);
          counted();
        }
        local += argument.getSize();
      }
    }
  }
}
