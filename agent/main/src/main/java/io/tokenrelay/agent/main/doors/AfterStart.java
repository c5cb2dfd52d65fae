package io.tokenrelay.agent.main.doors;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Work of our own that would take processor time from an application that starts: done once, in the
 * background, some time after a sign that the application serves, or as soon as there is no more
 * reason to wait.
 */
public final class AfterStart implements Runnable {
  private final String name;
  private final Runnable work;
  private final int patienceMillis;
  private final AtomicBoolean announced = new AtomicBoolean();
  private final CountDownLatch served = new CountDownLatch(1);

  /**
   * @param name of the thread
   * @param patienceMillis how long the work is put off after its sign
   */
  public AfterStart(String name, int patienceMillis, Runnable work) {
    this.name = name;
    this.patienceMillis = patienceMillis;
    this.work = work;
  }

  /** There is the sign: the work is done soon. */
  void announce() {
    if (announced.compareAndSet(false, true)) {
      Background.run(name, this);
    }
  }

  /** The application has served somebody: the work is done now. */
  void hurry() {
    served.countDown();
    announce();
  }

  @Override
  public void run() {
    try {
      served.await(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException noReasonToWait) {
      Thread.currentThread().interrupt();
    }
    work.run();
  }
}
