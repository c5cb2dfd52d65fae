package com.example.copies;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.BiFunction;

/**
 * One copy of the application, with its own copy of every library. It is spoken to in words of the
 * JDK: nothing of it is the same class elsewhere.
 */
final class Copy implements AutoCloseable {
  private final Loader loader;
  private final Class<?> application;

  /**
   * @param parent the loader that it does not ask first, as a web application does not ask its
   *     server's
   */
  Copy(URL[] jars, ClassLoader parent) throws ClassNotFoundException {
    this.loader = new Loader(jars, parent);
    this.application = loader.loadClass("com.example.copies.Application");
  }

  ClassLoader loader() {
    return loader;
  }

  /** What answers a request: the way to go, and the address that is called at its end. */
  @SuppressWarnings("unchecked")
  BiFunction<String, String, String> ways() throws ReflectiveOperationException {
    return (BiFunction<String, String, String>) call("newWays");
  }

  /**
   * Starts a server of this copy.
   *
   * @return its port
   */
  int start(String server, BiFunction<String, String, String> ways)
      throws ReflectiveOperationException {
    return (Integer) call("start", server, ways);
  }

  @Override
  public void close() throws ReflectiveOperationException, IOException {
    call("stop");
    loader.close();
  }

  private Object call(String name, Object... arguments) throws ReflectiveOperationException {
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      for (Method method : application.getMethods()) {
        if (method.getName().equals(name)) {
          return method.invoke(null, arguments);
        }
      }
      throw new NoSuchMethodException(name);
    } finally {
      thread.setContextClassLoader(context);
    }
  }

  /** Looks into its own jars first. */
  private static final class Loader extends URLClassLoader {
    static {
      registerAsParallelCapable();
    }

    Loader(URL[] jars, ClassLoader parent) {
      super(jars, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> found = findLoadedClass(name);
        if (found != null) {
          return found;
        }
        try {
          return findClass(name);
        } catch (ClassNotFoundException notOurs) {
          return super.loadClass(name, resolve);
        }
      }
    }
  }
}
