package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The one foreign name that woven library code mentions.
 *
 * <p>It lives in {@code java.lang} because every class loader there is (OSGi, JBoss Modules,
 * servlet containers) can link to that package without boot-delegation settings. It is defined in
 * the boot loader by the agent's premain and called by woven code only: by {@code invokedynamic}
 * ({@link #link}) from class files of version 51 and later, by an ordinary static call ({@link
 * #call}) from older ones. Whatever fails here gives a call that does nothing: an advice may be
 * lost, the application's call never is.
 */
public final class TokenRelay {
  /** The agent, as woven code reaches it. An interface: method handles would cost its start. */
  public interface Linker {
    /**
     * Finds an advice method.
     *
     * @param caller the woven class
     * @param advice binary name of the advice class
     * @param method name of its static method
     * @param type what the call site passes and expects
     * @return a handle of that type, or null to do nothing
     */
    MethodHandle link(Class<?> caller, String advice, String method, MethodType type);

    /** Told of each throwable that an advice let escape. */
    void suppressed(Throwable thrown);

    /**
     * Told of each throwable by which an advice failed that lets requests in.
     *
     * @return whether the request must not be served
     */
    boolean failedAtDoor(Throwable thrown);
  }

  private static volatile Linker linker;

  private static final ClassValue<ConcurrentMap<String, MethodHandle>> STATIC_SITES =
      new ClassValue<ConcurrentMap<String, MethodHandle>>() {
        @Override
        protected ConcurrentMap<String, MethodHandle> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private TokenRelay() {}

  /**
   * Connects woven code to the agent, once.
   *
   * @throws IllegalStateException when it is connected already
   */
  public static synchronized void connect(Linker linker) {
    if (TokenRelay.linker != null) {
      throw new IllegalStateException("already connected");
    }
    TokenRelay.linker = linker;
  }

  /** Whether an agent has connected itself in this process. */
  public static boolean isConnected() {
    return linker != null;
  }

  /**
   * Bootstrap method of the {@code invokedynamic} call sites. The only argument is the advice
   * class's name.
   */
  public static CallSite link(
      MethodHandles.Lookup caller, String method, MethodType type, String advice) {
    return new ConstantCallSite(find(caller.lookupClass(), advice, method, type));
  }

  /** The static-call path, for class files that cannot hold {@code invokedynamic}. */
  public static Object call(
      Class<?> caller, String advice, String method, String descriptor, Object[] arguments)
      throws Throwable {
    ConcurrentMap<String, MethodHandle> sites = STATIC_SITES.get(caller);
    String key = advice.concat(method);
    MethodHandle site = sites.get(key);
    if (site == null) {
      MethodType type = MethodType.fromMethodDescriptorString(descriptor, caller.getClassLoader());
      site = find(caller, advice, method, type);
      site =
          site.asType(type.generic().changeReturnType(Object.class))
              .asSpreader(Object[].class, type.parameterCount());
      sites.put(key, site);
    }
    return (Object) site.invokeExact(arguments);
  }

  /** Called by woven code with what an advice threw. */
  public static void suppressed(Throwable thrown) {
    Linker connected = linker;
    if (connected != null) {
      try {
        connected.suppressed(thrown);
      } catch (Throwable ignored) {
        // Nothing may reach the application from here.
      }
    }
  }

  /**
   * Called by woven code with what an advice threw that lets requests in: the one place where
   * something of ours may be thrown at the application's server.
   */
  public static void failedAtDoor(Throwable thrown) {
    Linker connected = linker;
    if (connected != null && connected.failedAtDoor(thrown)) {
      throw new IllegalStateException("TokenRelay could not take the request in", thrown);
    }
  }

  private static MethodHandle find(Class<?> caller, String advice, String method, MethodType type) {
    Linker connected = linker;
    if (connected != null) {
      try {
        MethodHandle found = connected.link(caller, advice, method, type);
        if (found != null) {
          return found.asType(type);
        }
      } catch (Throwable failure) {
        suppressed(failure);
      }
    }
    return nothing(type);
  }

  private static MethodHandle nothing(MethodType type) {
    Class<?> result = type.returnType();
    MethodHandle nothing;
    if (result == void.class) {
      nothing =
          MethodHandles.constant(Object.class, null).asType(MethodType.methodType(void.class));
    } else if (result == boolean.class) {
      nothing = MethodHandles.constant(boolean.class, false);
    } else if (result.isPrimitive()) {
      nothing =
          MethodHandles.explicitCastArguments(
              MethodHandles.constant(int.class, 0), MethodType.methodType(result));
    } else {
      nothing = MethodHandles.constant(result, null);
    }
    return MethodHandles.dropArguments(nothing, 0, type.parameterArray());
  }
}
