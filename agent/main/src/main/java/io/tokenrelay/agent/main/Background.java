package io.tokenrelay.agent.main;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing on a daemon thread of its own, with nothing of the application's attached. */
final class Background {
  private Background() {}

  static void run(String name, Runnable work) {
    try {
      Thread thread = new Thread(guarded(work), name);
      thread.setDaemon(true);
      thread.setContextClassLoader(Background.class.getClassLoader());
      thread.start();
    } catch (RuntimeException | Error e) {
      log().warn("{} is left out: {}", name, e.toString());
    }
  }

  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        log().warn("{} is left out: {}", Thread.currentThread().getName(), e.toString());
      }
    };
  }

  private static Logger log() {
    return LoggerFactory.getLogger(Background.class);
  }
}
