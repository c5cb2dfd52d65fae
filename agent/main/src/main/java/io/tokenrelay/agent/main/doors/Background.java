package io.tokenrelay.agent.main.doors;

import io.tokenrelay.agent.relay.OwnThread;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing on a daemon thread of its own; whatever it throws ends it with one line. */
public final class Background {
  private Background() {}

  public static void run(String name, Runnable work) {
    later(name, 0, work);
  }

  /** The same after some time, which leaves the processors to an application that starts. */
  public static void later(String name, long millis, Runnable work) {
    try {
      OwnThread.start(name, new Guarded(millis, work));
    } catch (RuntimeException | Error e) {
      log().warn("{} is left out: {}", name, e.toString());
    }
  }

  private static Logger log() {
    return LoggerFactory.getLogger(Background.class);
  }

  /** A class, since a lambda costs a starting application more. */
  private static final class Guarded implements Runnable {
    private final long millis;
    private final Runnable work;

    Guarded(long millis, Runnable work) {
      this.millis = millis;
      this.work = work;
    }

    @Override
    public void run() {
      try {
        TimeUnit.MILLISECONDS.sleep(millis);
      } catch (InterruptedException noReasonToWait) {
        Thread.currentThread().interrupt();
      }
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        log().warn("{} is left out: {}", Thread.currentThread().getName(), e.toString());
      }
    }
  }
}
