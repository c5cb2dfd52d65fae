package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Door;
import io.tokenrelay.instrumentation.spi.Relay;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the advice for a woven call site when it runs for the first time. Called by {@code
 * java.lang.TokenRelay}.
 *
 * <p>A library that does not fit its advice (another version, a type that is not there) shows here,
 * as a linkage error: the site then does nothing, and the application goes on. A {@link Door} that
 * does not fit lets nobody in where tokens are enforced.
 */
final class AdviceLinker implements TokenRelay.Linker {
  private final ClassLoader agentLoader;
  private final WeavingListener listener;

  /**
   * Weak both ways: a child loader is kept by the call sites that use it, and must not keep the
   * application's.
   */
  private final Map<ClassLoader, WeakReference<LibraryClassLoader>> libraries = new WeakHashMap<>();

  AdviceLinker(ClassLoader agentLoader, WeavingListener listener) {
    this.agentLoader = agentLoader;
    this.listener = listener;
  }

  @Override
  public @Nullable MethodHandle link(
      Class<?> caller, String advice, String method, MethodType type) {
    try {
      Class<?> found = Class.forName(advice, true, library(caller.getClassLoader()));
      MethodHandle handle = MethodHandles.publicLookup().findStatic(found, method, type);
      listener.linked(advice, method);
      return handle;
    } catch (Throwable failure) {
      MethodHandle instead = isDoor(advice, method) ? failing(type, failure) : null;
      listener.adviceFailed(advice, failure);
      return instead;
    }
  }

  @Override
  public void suppressed(Throwable thrown) {
    listener.adviceFailed(throwerOf(thrown), thrown);
  }

  /** Decided before anything is said of it. */
  @Override
  public boolean failedAtDoor(Throwable thrown) {
    boolean shut = Relay.inbound().isEnforcing();
    try {
      suppressed(thrown);
    } catch (RuntimeException | Error unsaid) {
      // It is decided.
    }
    return shut;
  }

  /** What cannot be read is taken for a door: elsewhere a site that fails does nothing. */
  private boolean isDoor(String advice, String method) {
    try {
      Advice read = AdviceReader.read(agentLoader, advice);
      return read.isDoor && read.enter != null && read.enter.method.equals(method);
    } catch (IOException | RuntimeException | Error unreadable) {
      return true;
    }
  }

  /** Fails each time, so that the woven method asks {@link #failedAtDoor} each time. */
  private static MethodHandle failing(MethodType type, Throwable failure) {
    MethodHandle thrower =
        MethodHandles.throwException(type.returnType(), LinkageError.class)
            .bindTo(new LinkageError("the advice does not fit: " + failure));
    return MethodHandles.dropArguments(thrower, 0, type.parameterArray());
  }

  /** The advice is the last of our own frames, counted from the top. */
  private static String throwerOf(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith("io.tokenrelay.instrumentation.")) {
        return frame.getClassName();
      }
    }
    return thrown.getClass().getName();
  }

  private LibraryClassLoader library(ClassLoader loader) {
    synchronized (libraries) {
      WeakReference<LibraryClassLoader> reference = libraries.get(loader);
      LibraryClassLoader library = reference == null ? null : reference.get();
      if (library == null) {
        library = new LibraryClassLoader(loader, agentLoader);
        libraries.put(loader, new WeakReference<>(library));
      }
      return library;
    }
  }
}
