package io.tokenrelay.agent.relay;

import java.lang.reflect.Field;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts a daemon thread of the agent's own, independent of the application: neither its class
 * loader, thread group and inheritable thread locals nor, under a security manager, the permissions
 * of the calling code are inherited. A long-lived thread keeps no undeployed application alive.
 */
public final class OwnThread {
  private static final AtomicInteger RUNNING = new AtomicInteger();

  private OwnThread() {}

  /** How many run now. */
  public static int running() {
    return RUNNING.get();
  }

  /**
   * @throws RuntimeException if starting the thread is not permitted
   * @throws OutOfMemoryError if it cannot be created
   */
  public static Thread start(String name, Runnable work) {
    return AccessController.doPrivileged(
        new PrivilegedAction<Thread>() {
          @Override
          public Thread run() {
            Thread thread = withoutInheritance(name, new Counted(work));
            thread.setDaemon(true);
            thread.setContextClassLoader(OwnThread.class.getClassLoader());
            thread.start();
            return thread;
          }
        });
  }

  /**
   * Has a thread of the same kind run when the JVM is told to end, beside the application's own.
   *
   * @return false if it has been told so already
   */
  public static boolean atTheEnd(String name, Runnable work) {
    return AccessController.doPrivileged(
        new PrivilegedAction<Boolean>() {
          @Override
          public Boolean run() {
            Thread thread = withoutInheritance(name, new Counted(work));
            thread.setContextClassLoader(OwnThread.class.getClassLoader());
            try {
              Runtime.getRuntime().addShutdownHook(thread);
              return true;
            } catch (IllegalStateException ending) {
              return false;
            }
          }
        });
  }

  /** Work that is counted while it runs. A class, since no lambda is made in premain. */
  private static final class Counted implements Runnable {
    private final Runnable work;

    Counted(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      RUNNING.incrementAndGet();
      try {
        work.run();
      } finally {
        RUNNING.decrementAndGet();
      }
    }
  }

  private static Thread withoutInheritance(String name, Runnable work) {
    try {
      return Thread.class
          .getConstructor( // since Java 9
              ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class)
          .newInstance(outermostGroup(), work, name, 0L, false);
    } catch (ReflectiveOperationException e) {
      Thread thread = new Thread(outermostGroup(), work, name);
      forgetInherited(thread);
      return thread;
    }
  }

  /** On Java 8, where the field can be had. */
  private static void forgetInherited(Thread thread) {
    try {
      Field inherited = Thread.class.getDeclaredField("inheritableThreadLocals");
      inherited.setAccessible(true);
      inherited.set(thread, null);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // The thread works as well with them.
    }
  }

  private static ThreadGroup outermostGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    for (ThreadGroup outer = group.getParent(); outer != null; outer = group.getParent()) {
      group = outer;
    }
    return group;
  }
}
