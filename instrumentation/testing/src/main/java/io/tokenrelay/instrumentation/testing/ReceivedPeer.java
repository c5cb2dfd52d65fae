package io.tokenrelay.instrumentation.testing;

import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * What the attached agent is told about the peer of each request: stands before its inbound side,
 * in its own class loader.
 */
public final class ReceivedPeer implements InvocationHandler {
  private final Object inbound;
  private volatile List<X509Certificate> certificates = Collections.emptyList();
  private volatile @Nullable String address;

  private ReceivedPeer(Object inbound) {
    this.inbound = inbound;
  }

  /** Of the requests from now on. There must have been two. */
  public static ReceivedPeer watch() throws Exception {
    ClassLoader agent =
        ManagementFactory.getPlatformMBeanServer()
            .getClassLoaderFor(new ObjectName("io.tokenrelay:type=TokenRelay"));
    String spi = "io.tokenrelay.instrumentation.spi.";
    Class<?> relay = Class.forName(spi + "Relay", true, agent);
    Class<?> type = Class.forName(spi + "Inbound", true, agent);
    Method inbound = relay.getMethod("inbound");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (inbound.invoke(null).getClass().getName().endsWith("FirstRequests")
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5)); // it would put itself aside
    }
    ReceivedPeer received = new ReceivedPeer(inbound.invoke(null));
    relay
        .getMethod("install", type, Class.forName(spi + "Outbound", true, agent))
        .invoke(
            null,
            Proxy.newProxyInstance(agent, new Class<?>[] {type}, received),
            relay.getMethod("outbound").invoke(null));
    return received;
  }

  public List<X509Certificate> certificates() {
    return certificates;
  }

  public @Nullable String address() {
    return address;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("receive") && arguments != null) {
      look(method.getParameterTypes()[0], arguments[0]);
    }
    try {
      return method.invoke(inbound, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  @SuppressWarnings("unchecked")
  private void look(Class<?> type, Object request) throws ReflectiveOperationException {
    certificates = (List<X509Certificate>) type.getMethod("peerCertificates").invoke(request);
    address = (String) type.getMethod("peerAddress").invoke(request);
  }
}
