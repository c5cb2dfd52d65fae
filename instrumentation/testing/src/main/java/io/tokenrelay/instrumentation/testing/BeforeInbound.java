package io.tokenrelay.instrumentation.testing;

import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Stands before the inbound side of the attached agent, in its own class loader. */
abstract class BeforeInbound implements InvocationHandler {
  private volatile @Nullable Object inbound;

  /**
   * Called with each request before it is received.
   *
   * @param type the agent's {@code ServerRequest}
   */
  abstract void receives(Class<?> type, Object request) throws ReflectiveOperationException;

  /** For all requests from now on. There must have been two. */
  final void install() throws Exception {
    ClassLoader agent =
        ManagementFactory.getPlatformMBeanServer()
            .getClassLoaderFor(new ObjectName("io.tokenrelay:type=TokenRelay"));
    String spi = "io.tokenrelay.instrumentation.spi.";
    Class<?> relay = Class.forName(spi + "Relay", true, agent);
    Class<?> type = Class.forName(spi + "Inbound", true, agent);
    Method current = relay.getMethod("inbound");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (current.invoke(null).getClass().getName().endsWith("FirstRequests")
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5)); // it would put itself aside
    }
    inbound = current.invoke(null);
    relay
        .getMethod("install", type, Class.forName(spi + "Outbound", true, agent))
        .invoke(
            null,
            Proxy.newProxyInstance(agent, new Class<?>[] {type}, this),
            relay.getMethod("outbound").invoke(null));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("receive") && arguments != null) {
      receives(method.getParameterTypes()[0], arguments[0]);
    }
    try {
      return method.invoke(inbound, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }
}
