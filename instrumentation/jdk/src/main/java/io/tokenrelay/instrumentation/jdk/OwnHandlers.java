package io.tokenrelay.instrumentation.jdk;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Constructor;
import java.net.URLStreamHandler;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own handlers of http and https, for the agent's own requests: a URL's handler is
 * otherwise what the application has set for its whole JVM ({@code URL.setURLStreamHandlerFactory},
 * {@code java.protocol.handler.pkgs}, a {@code URLStreamHandlerProvider}), which would see them.
 * They are made with the first request.
 */
public final class OwnHandlers implements Function<String, @Nullable URLStreamHandler> {
  private static final String PROTOCOLS = "sun.net.www.protocol.";

  private final Instrumentation jvm;
  private @Nullable Map<String, URLStreamHandler> made;

  public OwnHandlers(Instrumentation jvm) {
    this.jvm = jvm;
  }

  /** Null for any other protocol, and where the JDK's are not the ones that we know. */
  @Override
  public synchronized @Nullable URLStreamHandler apply(String protocol) {
    Map<String, URLStreamHandler> handlers = made;
    if (handlers == null) {
      handlers = make();
      made = handlers;
    }
    return handlers.get(protocol);
  }

  private Map<String, URLStreamHandler> make() {
    try {
      return AccessController.doPrivileged(
          (PrivilegedExceptionAction<Map<String, URLStreamHandler>>) this::find);
    } catch (PrivilegedActionException | RuntimeException | LinkageError misfit) {
      return Collections.emptyMap();
    }
  }

  private Map<String, URLStreamHandler> find() throws ReflectiveOperationException {
    JavaBase.open(jvm, PROTOCOLS + "http", PROTOCOLS + "https");
    Map<String, URLStreamHandler> handlers = new HashMap<>();
    for (String protocol : new String[] {"http", "https"}) {
      Class<?> type = Class.forName(PROTOCOLS + protocol + ".Handler", true, null);
      Constructor<?> constructor = type.getDeclaredConstructor();
      handlers.put(protocol, (URLStreamHandler) constructor.newInstance());
    }
    return handlers;
  }
}
