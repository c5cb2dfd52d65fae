package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Role;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * What a call site does once its instrumentation is off: nothing; and where it used to carry, the
 * thread carries nothing from there on, since nobody can say any more whose work this is.
 *
 * <p>An exit that ends what its enter has begun still ends it, in the methods that threads are in
 * at that moment; it is known by being called when the method throws, too. A door stays shut where
 * tokens are enforced.
 */
final class Off {
  private static final MethodType VOID = MethodType.methodType(void.class);

  private final ClassLoader agentLoader;

  /**
   * @param agentLoader where the class files of advice are
   */
  Off(ClassLoader agentLoader) {
    this.agentLoader = agentLoader;
  }

  /**
   * @param found the advice method; null where it does not fit
   */
  MethodHandle target(
      String adviceClass, String method, Role role, MethodType type, @Nullable MethodHandle found) {
    if (role == Role.WRITES || role == Role.SHOWS) {
      return TokenRelay.nothing(type);
    }
    try {
      Advice advice = AdviceReader.read(agentLoader, adviceClass);
      MethodHandle emptied = own(role == Role.RECEIVES ? "leaveRequest" : "carryNothing");
      if (found != null && isEnd(advice, method) && type.returnType() == void.class) {
        return MethodHandles.filterReturnValue(found, emptied);
      }
      MethodHandle first = isDoor(advice, method) ? own("letNobodyIn") : emptied;
      return MethodHandles.foldArguments(TokenRelay.nothing(type), first);
    } catch (IOException | ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether an advice can turn a request away. */
  boolean isDoor(String adviceClass) {
    try {
      return AdviceReader.read(agentLoader, adviceClass).isDoor;
    } catch (IOException | UnsupportedAdviceException unknown) {
      return false;
    }
  }

  private static boolean isDoor(Advice advice, String method) {
    return advice.isDoor && advice.enter != null && advice.enter.method.equals(method);
  }

  private static boolean isEnd(Advice advice, String method) {
    return advice.exit != null && advice.exit.onThrowable && advice.exit.method.equals(method);
  }

  private static MethodHandle own(String name) throws ReflectiveOperationException {
    return MethodHandles.lookup().findStatic(Off.class, name, VOID);
  }

  @SuppressWarnings("unused") // through a handle
  private static void carryNothing() {
    Relay.open(null);
  }

  @SuppressWarnings("unused") // through a handle
  private static void leaveRequest() {
    Relay.clear();
  }

  /** What it throws, the woven method asks about, as about whatever a door throws. */
  @SuppressWarnings("unused") // through a handle
  private static void letNobodyIn() {
    Relay.clear();
    if (Relay.inbound().isEnforcing()) {
      throw new LinkageError("the advice of this server does not fit it");
    }
  }
}
