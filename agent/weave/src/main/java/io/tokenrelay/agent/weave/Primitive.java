package io.tokenrelay.agent.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the boxing and unboxing of one primitive type. */
enum Primitive {
  BOOLEAN("Z", "boolean", "java/lang/Boolean"),
  BYTE("B", "byte", "java/lang/Byte"),
  CHAR("C", "char", "java/lang/Character"),
  SHORT("S", "short", "java/lang/Short"),
  INT("I", "int", "java/lang/Integer"),
  LONG("J", "long", "java/lang/Long"),
  FLOAT("F", "float", "java/lang/Float"),
  DOUBLE("D", "double", "java/lang/Double");

  private final String descriptor;
  private final String keyword;
  private final String wrapper;

  Primitive(String descriptor, String keyword, String wrapper) {
    this.descriptor = descriptor;
    this.keyword = keyword;
    this.wrapper = wrapper;
  }

  /** The primitive that a type is; null for objects, arrays and void. */
  static @Nullable Primitive of(Type type) {
    for (Primitive primitive : values()) {
      if (primitive.descriptor.equals(type.getDescriptor())) {
        return primitive;
      }
    }
    return null;
  }

  void box(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, wrapper, "valueOf", "(" + descriptor + ")L" + wrapper + ";", false);
  }

  void unbox(MethodVisitor code) {
    code.visitTypeInsn(Opcodes.CHECKCAST, wrapper);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, wrapper, keyword + "Value", "()" + descriptor, false);
  }
}
