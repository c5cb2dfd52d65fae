package io.tokenrelay.instrumentation.jdk;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Constructor;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the JVM's own properties name ({@code https.proxyHost} and so on), for the
 * agent's own requests: a connection otherwise asks the {@code ProxySelector} that the application
 * may have set for its whole JVM, which would see them, and may fail for a place that it does not
 * know. The JDK's selector is made with the first request.
 */
public final class OwnProxies implements Function<URI, @Nullable Proxy> {
  private static final String PACKAGE = "sun.net.spi";

  private final Instrumentation jvm;
  private @Nullable ProxySelector made;
  private boolean missing;

  public OwnProxies(Instrumentation jvm) {
    this.jvm = jvm;
  }

  /** Null where the JDK's selector is not the one that we know. */
  @Override
  public @Nullable Proxy apply(URI uri) {
    ProxySelector selector = selector();
    if (selector == null) {
      return null;
    }
    List<Proxy> proxies = selector.select(uri);
    return proxies.isEmpty() ? Proxy.NO_PROXY : proxies.get(0);
  }

  private synchronized @Nullable ProxySelector selector() {
    if (made == null && !missing) {
      try {
        made = AccessController.doPrivileged((PrivilegedExceptionAction<ProxySelector>) this::find);
      } catch (PrivilegedActionException | RuntimeException | LinkageError misfit) {
        missing = true;
      }
    }
    return made;
  }

  private ProxySelector find() throws ReflectiveOperationException {
    JavaBase.open(jvm, PACKAGE);
    Class<?> type = Class.forName(PACKAGE + ".DefaultProxySelector", true, null);
    Constructor<?> constructor = type.getDeclaredConstructor();
    return (ProxySelector) constructor.newInstance();
  }
}
