package io.tokenrelay.instrumentation.testing;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What the attached agent has counted, read from its MBean. */
public final class AgentCounters {
  private AgentCounters() {}

  /**
   * @param counter the name of an event as the MBean has it: {@code TokenValid}
   */
  public static long of(String counter) {
    try {
      ObjectName name = new ObjectName("io.tokenrelay:type=TokenRelay");
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      awaitRegistration(server, name);
      return (Long) server.getAttribute(name, counter);
    } catch (JMException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The agent registers it in the background, so that it does not bring up JMX at start. */
  private static void awaitRegistration(MBeanServer server, ObjectName name) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!server.isRegistered(name) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
