package io.tokenrelay.agent.weave;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The method that is being woven: what {@link AdvisedMethod} has to know of its class file. */
final class JoinPoint {
  /** Major version of the class file (JVMS 4.1). */
  final int version;

  /** Internal name of its class. */
  final String owner;

  final int access;
  final String name;
  final String descriptor;
  final Type[] arguments;
  final Type returned;

  JoinPoint(int version, String owner, int access, String name, String descriptor) {
    this.version = version;
    this.owner = owner;
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.arguments = Type.getArgumentTypes(descriptor);
    this.returned = Type.getReturnType(descriptor);
  }

  boolean isConstructor() {
    return name.equals("<init>");
  }

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  /** Whether its class file can hold {@code invokedynamic}. */
  boolean hasInvokeDynamic() {
    return version >= Opcodes.V1_7;
  }

  /** Whether its class file has stack map frames (JVMS 4.7.4). */
  boolean hasFrames() {
    return version >= Opcodes.V1_6;
  }

  /** The local variable that holds an argument at the start of the method. */
  int slot(int argument) {
    int slot = isStatic() ? 0 : 1;
    for (int i = 0; i < argument; i++) {
      slot += arguments[i].getSize();
    }
    return slot;
  }

  /** How many local variables its receiver and arguments take. */
  int slots() {
    return slot(arguments.length);
  }

  @Override
  public String toString() {
    return owner.replace('/', '.') + '.' + name + descriptor;
  }
}
