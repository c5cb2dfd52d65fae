package io.tokenrelay.agent.main.doors;

import io.tokenrelay.agent.meter.Alarms;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * If tokens are enforced, checks each port that the process opens, and reports those that were not
 * opened by a server that enforces. So a service on an unknown server is never mistaken for a
 * guarded one.
 *
 * <p>A port is judged {@value #PATIENCE_SECONDS} seconds after it was opened, on a thread of our
 * own: by then its server is loaded, and ports opened for a moment are closed again. While there
 * are unguarded ports but no guarded one, an alarm is raised; after {@value #START_SECONDS}
 * seconds, since servers take their time, it is also an ERROR.
 *
 * <p>Created at start, in the enforcing modes, and where a configuration file may bring one of them
 * later; until then it only notes who opens which port.
 */
public final class PortWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(PortWatch.class);
  private static final String ALARM = "ports";
  private static final int PATIENCE_SECONDS = 2;
  private static final int START_SECONDS = 60;
  private static final int MOST_PORTS = 100;

  private final GuardedPorts guarded;
  private final Alarms alarms;
  private final List<OpenPort> opened = new ArrayList<>();
  private final List<OpenPort> shut = new ArrayList<>();
  private final List<OpenPort> open = new ArrayList<>();
  private boolean running;
  private boolean doorSeen;
  private boolean wanted;
  private boolean told;
  private long openSince;

  /**
   * @param wanted whether tokens are to be enforced
   */
  public PortWatch(GuardedPorts guarded, Alarms alarms, boolean wanted) {
    this.guarded = guarded;
    this.alarms = alarms;
    this.wanted = wanted;
  }

  /** Queues the port, to be judged later on a thread of our own. */
  void opens(OpenPort port) {
    if (add(port)) {
      Background.run("tokenrelay-ports", this);
    }
  }

  /** A request has come in through a door, whoever opened its port. */
  synchronized void doorSeen() {
    if (!doorSeen) {
      doorSeen = true;
      alarms.lower(Alarms.Kind.OPEN_DOOR, ALARM);
    }
  }

  /** Whether tokens are to be enforced from now on. */
  public void want(boolean enforced) {
    if (wants(enforced)) {
      Background.run("tokenrelay-ports", this);
    }
  }

  /** Returns whether a thread must start to judge. */
  synchronized boolean wants(boolean enforced) {
    wanted = enforced;
    sayWhetherAllIsOpen(System.nanoTime());
    boolean starts = wanted && !running && !(opened.isEmpty() && open.isEmpty());
    running |= starts;
    return starts;
  }

  /** Ports that are open where nothing is enforced, each with who opened it. */
  public synchronized List<String> unguarded() {
    List<String> sentences = new ArrayList<>();
    for (OpenPort port : open) {
      if (port.isOpen()) {
        sentences.add(port.toString());
      }
    }
    return sentences;
  }

  /** As long as an unguarded port is open, and another is to be judged. */
  @Override
  public void run() {
    try {
      do {
        TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
      } while (judge(System.nanoTime()));
    } catch (InterruptedException noReasonToStay) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether a thread must start to judge. */
  synchronized boolean add(OpenPort port) {
    if (opened.size() >= MOST_PORTS) {
      forgetClosed(opened);
    }
    if (opened.size() >= MOST_PORTS) {
      return false;
    }
    opened.add(port);
    boolean starts = wanted && !running;
    running |= starts;
    return starts;
  }

  /** Judges the ports that are due, and forgets closed ones. Returns whether to continue. */
  synchronized boolean judge(long nanoTime) {
    for (OpenPort port : new ArrayList<>(opened)) {
      if (nanoTime - port.openedAt >= TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        opened.remove(port);
        if (port.isOpen()) {
          judge(port);
        }
      }
    }
    forgetClosed(shut);
    forgetClosed(open);
    sayWhetherAllIsOpen(nanoTime);
    running = wanted && !(open.isEmpty() && opened.isEmpty());
    return running;
  }

  private void judge(OpenPort port) {
    if (guarded.contain(port)) {
      shut.add(port);
      LOG.debug("{} is guarded", port);
      return;
    }
    String sentence = port.toString();
    boolean known = unguarded().contains(sentence) || open.size() >= MOST_PORTS;
    open.add(port);
    if (!known) {
      LOG.warn(
          "{}, which is not a server that TokenRelay guards, or one whose instrumentation is"
              + " switched off: it may answer requests whatever token they have",
          sentence);
    }
  }

  private static void forgetClosed(List<OpenPort> ports) {
    for (OpenPort port : new ArrayList<>(ports)) {
      if (!port.isOpen()) {
        ports.remove(port);
      }
    }
  }

  private void sayWhetherAllIsOpen(long nanoTime) {
    if (!wanted || open.isEmpty() || !shut.isEmpty() || doorSeen) {
      openSince = 0;
      told = false;
      alarms.lower(Alarms.Kind.OPEN_DOOR, ALARM);
      return;
    }
    String sentence =
        "nothing is enforced: no server that TokenRelay guards has opened a port, but others have ("
            + String.join("; ", unguarded())
            + "). Use a server listed in docs/supported.md, or enforce tokens in front of the"
            + " service";
    alarms.raise(Alarms.Kind.OPEN_DOOR, ALARM, sentence);
    if (openSince == 0) {
      openSince = nanoTime;
    }
    if (!told && nanoTime - openSince >= TimeUnit.SECONDS.toNanos(START_SECONDS)) {
      told = true;
      LOG.error(sentence);
    }
  }
}
