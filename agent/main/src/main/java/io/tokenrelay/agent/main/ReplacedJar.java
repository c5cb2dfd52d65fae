package io.tokenrelay.agent.main;

import io.tokenrelay.agent.meter.Alarms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that the agent's jar was overwritten under the running JVM, so that what had not been loaded
 * by then never will be. Called by the agent loader, on the thread that has asked for a class; made
 * in premain, since later it may be among what cannot be loaded.
 */
final class ReplacedJar implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplacedJar.class);

  private static final String SENTENCE =
      "the agent's jar was replaced while this JVM runs, and what it still needs of it cannot be"
          + " loaded: restart the service; never overwrite the jar of a running JVM, but put the"
          + " new one beside it";

  private final Alarms alarms;

  ReplacedJar(Alarms alarms) {
    this.alarms = alarms;
  }

  @Override
  public void run() {
    if (alarms.raise(Alarms.Kind.BROKEN, "jar", SENTENCE)) {
      say();
    }
  }

  @SuppressWarnings("SystemOut")
  private static void say() {
    try {
      LOG.error(SENTENCE);
    } catch (LinkageError loggerIsInTheJarToo) {
      System.err.println("[tokenrelay] ERROR " + SENTENCE);
    }
  }
}
