package io.tokenrelay.instrumentation.jdk;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Inserts a call of a boot class at the beginning of methods: with their first argument, with
 * {@code this}, or with no argument.
 */
final class CallInserted extends Edit {
  private static final String SELF = "this";
  private static final String PORTS = "io/tokenrelay/bootstrap/Ports";

  private final Set<String> methods;
  private final String owner;
  private final String called;
  private final @Nullable String argument;

  private CallInserted(
      Set<String> methods, String owner, String called, @Nullable String argument) {
    this.methods = methods;
    this.owner = owner;
    this.called = called;
    this.argument = argument;
  }

  /** {@code Carried.called(task)}, where the first parameter has that type. */
  static CallInserted withTaskOfType(String type, String called, String... methods) {
    return new CallInserted(
        new HashSet<>(Arrays.asList(methods)), CARRIED, called, 'L' + type + ';');
  }

  /** {@code Carried.called(this)}. */
  static CallInserted ofThisTask(String called, String... methods) {
    return new CallInserted(new HashSet<>(Arrays.asList(methods)), CARRIED, called, SELF);
  }

  /** {@code Queues.called()}. */
  static CallInserted ofQueues(String called, String... methods) {
    return new CallInserted(new HashSet<>(Arrays.asList(methods)), QUEUES, called, null);
  }

  /** {@code Queues.called(this)}. */
  static CallInserted ofThisQueue(String called, String... methods) {
    return new CallInserted(new HashSet<>(Arrays.asList(methods)), QUEUES, called, SELF);
  }

  /** {@code Ports.opens(this)}, in the overload with a backlog, which the others call. */
  static CallInserted ofPorts(String method) {
    return new CallInserted(new HashSet<>(Arrays.asList(method)), PORTS, "opens", SELF);
  }

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return methods.contains(method) && isMeant(descriptor);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (argument == null) {
      calls(owner, called, "()V");
    } else if (argument.equals(SELF)) {
      visitVarInsn(Opcodes.ALOAD, 0);
      calls(owner, called, "(Ljava/lang/Object;)V");
    } else {
      visitVarInsn(Opcodes.ALOAD, 1);
      calls(owner, called, "(Ljava/lang/Object;)V");
    }
    counted();
  }

  private boolean isMeant(String descriptor) {
    if (argument == null) {
      return true;
    }
    if (argument.equals(SELF)) {
      return !owner.equals(PORTS) || descriptor.startsWith("(Ljava/net/SocketAddress;I)");
    }
    Type[] arguments = Type.getArgumentTypes(descriptor);
    return arguments.length > 0 && arguments[0].getDescriptor().equals(argument);
  }
}
