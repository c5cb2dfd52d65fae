package io.tokenrelay.agent.relay;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Starts a daemon thread of the agent's own: with nothing of the application attached, be it its
 * class loader, or the rights of whoever happens to call us where a security manager counts them.
 */
public final class OwnThread {
  private OwnThread() {}

  /**
   * @throws RuntimeException where the thread may not be started
   * @throws OutOfMemoryError where it cannot
   */
  public static Thread start(String name, Runnable work) {
    return AccessController.doPrivileged(
        new PrivilegedAction<Thread>() {
          @Override
          public Thread run() {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(OwnThread.class.getClassLoader());
            thread.start();
            return thread;
          }
        });
  }
}
