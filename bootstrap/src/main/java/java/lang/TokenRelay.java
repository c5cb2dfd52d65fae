package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The only foreign name that woven library code refers to.
 *
 * <p>It lives in {@code java.lang} because every class loader (OSGi, JBoss Modules, servlet
 * containers) can link to that package without boot-delegation settings. The agent's premain
 * defines it in the boot loader, and only woven code calls it: by {@code invokedynamic} ({@link
 * #link}) from class files of version 51 and later, by an ordinary static call ({@link #call}) from
 * older ones. Whatever fails here becomes a call that does nothing: an advice may be lost, the
 * application's call never is.
 */
public final class TokenRelay {
  /** The agent, as woven code reaches it. An interface: method handles would slow the start. */
  public interface Linker {
    /**
     * Links a call site to an advice method.
     *
     * @param caller the woven class
     * @param advice binary name of the advice class
     * @param method name of its static method
     * @param type what the advice method takes and returns
     * @param boxed whether the call site hands its arguments over in an array ({@link #boxed})
     * @return the call site, or null to do nothing
     */
    CallSite link(Class<?> caller, String advice, String method, MethodType type, boolean boxed);

    /** Reports a throwable that an advice let escape into a woven method. */
    void failed(Throwable thrown, Class<?> caller, String advice);

    /**
     * The same for the advice of a door, which lets requests in.
     *
     * @return true if the request must not be served
     */
    boolean failedAtDoor(Throwable thrown, Class<?> caller, String advice);

    /** Reports a throwable caught by an object that an advice put into a library. */
    void suppressed(Throwable thrown);
  }

  private static volatile Linker linker;

  private static final ClassValue<ConcurrentMap<String, CallSite>> STATIC_SITES =
      new ClassValue<ConcurrentMap<String, CallSite>>() {
        @Override
        protected ConcurrentMap<String, CallSite> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private TokenRelay() {}

  /**
   * Connects woven code to the agent, once.
   *
   * @throws IllegalStateException if it is already connected
   */
  public static synchronized void connect(Linker linker) {
    if (TokenRelay.linker != null) {
      throw new IllegalStateException("already connected");
    }
    TokenRelay.linker = linker;
  }

  /** Whether an agent has connected in this process. */
  public static boolean isConnected() {
    return linker != null;
  }

  /**
   * Bootstrap method of the {@code invokedynamic} call sites. Its only static argument is the name
   * of the advice class.
   */
  public static CallSite link(
      MethodHandles.Lookup caller, String method, MethodType type, String advice) {
    return find(caller.lookupClass(), advice, method, type, false);
  }

  /** The static-call path, for class files that cannot hold {@code invokedynamic}. */
  public static Object call(
      Class<?> caller, String advice, String method, String descriptor, Object[] arguments)
      throws Throwable {
    ConcurrentMap<String, CallSite> sites = STATIC_SITES.get(caller);
    String key = advice.concat(method);
    CallSite site = sites.get(key);
    if (site == null) {
      MethodType type = MethodType.fromMethodDescriptorString(descriptor, caller.getClassLoader());
      site = find(caller, advice, method, type, true);
      sites.put(key, site);
    }
    return (Object) site.getTarget().invokeExact(arguments);
  }

  /** Called by woven code with what an advice, or linking it, threw. */
  public static void failed(Throwable thrown, Class<?> caller, String advice) {
    Linker connected = linker;
    if (connected != null) {
      try {
        connected.failed(thrown, caller, advice);
      } catch (Throwable ignored) {
        // Nothing may reach the application from here.
      }
    }
  }

  /**
   * Called by woven code with what the advice of a door threw. This is the one place from which we
   * may throw into the application's server.
   */
  public static void failedAtDoor(Throwable thrown, Class<?> caller, String advice) {
    Linker connected = linker;
    if (connected != null && connected.failedAtDoor(thrown, caller, advice)) {
      throw new IllegalStateException("TokenRelay could not take the request in", thrown);
    }
  }

  /**
   * Called by an object that an advice put into a library (a listener, a call) with what it caught.
   */
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

  /** A handle that takes its arguments in an array, as the static-call path passes them. */
  public static MethodHandle boxed(MethodHandle handle) {
    MethodType type = handle.type();
    return handle
        .asType(type.generic().changeReturnType(Object.class))
        .asSpreader(Object[].class, type.parameterCount());
  }

  /** A handle that does nothing, and returns null, zero or false. */
  public static MethodHandle nothing(MethodType type) {
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

  /** Whatever this throws is thrown at the call site; the woven method reports it to the linker. */
  private static CallSite find(
      Class<?> caller, String advice, String method, MethodType type, boolean boxed) {
    Linker connected = linker;
    CallSite site = connected == null ? null : connected.link(caller, advice, method, type, boxed);
    if (site != null) {
      return site;
    }
    MethodHandle nothing = nothing(type);
    return new ConstantCallSite(boxed ? boxed(nothing) : nothing);
  }
}
