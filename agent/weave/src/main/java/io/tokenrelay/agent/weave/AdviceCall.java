package io.tokenrelay.agent.weave;

import io.tokenrelay.agent.weave.Advice.Call;
import io.tokenrelay.agent.weave.Advice.Parameter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the call of an advice method into a woven one: {@code invokedynamic} linked by {@code
 * TokenRelay.link}, or, where the class file cannot hold that (before Java 7: Tomcat 7, HttpClient
 * 4, old servlet APIs), a static call of {@code TokenRelay.call} with everything boxed.
 */
final class AdviceCall {
  private static final String DISPATCHER = "java/lang/TokenRelay";
  private static final Handle LINK =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          DISPATCHER,
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
              + "Ljava/lang/String;)Ljava/lang/invoke/CallSite;",
          false);

  /** Class, three strings, the array twice, an index and a value of two slots. */
  private static final int BOXED_STACK = 9;

  private final JoinPoint joinPoint;
  private final String advice;
  private final MethodVisitor out;
  private int deepest = 4; // two values of two slots are compared

  AdviceCall(JoinPoint joinPoint, String advice, MethodVisitor out) {
    this.joinPoint = joinPoint;
    this.advice = advice;
    this.out = out;
  }

  /** Puts the value for a parameter on the stack. */
  interface Values {
    /** Returns the type of the value. */
    Type load(Parameter parameter);
  }

  /** Leaves what the advice returns on the stack. */
  void write(Call call, Values values) {
    if (joinPoint.hasInvokeDynamic()) {
      writeDynamic(call, values);
    } else {
      writeStatic(call, values);
    }
  }

  /**
   * Tells the agent of the throwable on the stack, and whose it is.
   *
   * @param atDoor whether the agent may throw one of its own
   */
  void writeFailed(boolean atDoor) {
    out.visitLdcInsn(Type.getObjectType(joinPoint.owner));
    out.visitLdcInsn(advice);
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        DISPATCHER,
        atDoor ? "failedAtDoor" : "failed",
        "(Ljava/lang/Throwable;Ljava/lang/Class;Ljava/lang/String;)V",
        false);
  }

  /** How many slots of the stack the calls have needed. */
  int deepestStack() {
    return deepest;
  }

  private void writeDynamic(Call call, Values values) {
    Type[] types = call.types();
    for (int i = 0; i < types.length; i++) {
      convert(values.load(call.parameters[i]), types[i]);
    }
    out.visitInvokeDynamicInsn(call.method, call.descriptor, LINK, advice);
    deepest = Math.max(deepest, Type.getArgumentsAndReturnSizes(call.descriptor) >> 2);
  }

  private void writeStatic(Call call, Values values) {
    out.visitLdcInsn(Type.getObjectType(joinPoint.owner));
    out.visitLdcInsn(advice);
    out.visitLdcInsn(call.method);
    out.visitLdcInsn(call.descriptor);
    out.visitIntInsn(Opcodes.SIPUSH, call.parameters.length);
    out.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    for (int i = 0; i < call.parameters.length; i++) {
      out.visitInsn(Opcodes.DUP);
      out.visitIntInsn(Opcodes.SIPUSH, i);
      Primitive primitive = Primitive.of(values.load(call.parameters[i]));
      if (primitive != null) {
        primitive.box(out);
      }
      out.visitInsn(Opcodes.AASTORE);
    }
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        DISPATCHER,
        "call",
        "(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/Object;",
        false);
    Primitive primitive = Primitive.of(call.result());
    if (primitive != null) {
      primitive.unbox(out);
    } else if (call.isVoid()) {
      out.visitInsn(Opcodes.POP);
    } else {
      out.visitTypeInsn(Opcodes.CHECKCAST, call.result().getInternalName());
    }
    deepest = Math.max(deepest, BOXED_STACK);
  }

  /** Makes the value on the stack one of another type: by a cast, or by boxing it. */
  void convert(Type from, Type to) {
    if (from.equals(to)) {
      return;
    }
    Primitive primitive = Primitive.of(from);
    if (Primitive.of(to) != null || to.getSort() == Type.VOID) {
      throw new UnsupportedAdviceException(joinPoint + ": no " + to + " of " + from);
    }
    if (primitive != null) {
      primitive.box(out);
    }
    if (!to.getInternalName().equals("java/lang/Object")) {
      out.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }
  }
}
