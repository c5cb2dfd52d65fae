package io.tokenrelay.agent.relay;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Starts a daemon thread of the agent's own, independent of the application: neither its class
 * loader nor, under a security manager, the permissions of the calling code are inherited.
 */
public final class OwnThread {
  private OwnThread() {}

  /**
   * @throws RuntimeException if starting the thread is not permitted
   * @throws OutOfMemoryError if it cannot be created
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
