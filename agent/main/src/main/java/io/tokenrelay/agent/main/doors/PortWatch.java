package io.tokenrelay.agent.main.doors;

import io.tokenrelay.agent.meter.Alarms;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where tokens are enforced, looks at each port that the process opens, and says which of them are
 * opened by no server that asks for tokens. So nobody takes a service for guarded whose server
 * TokenRelay does not know, whatever it is called.
 *
 * <p>A port is judged {@value #PATIENCE_SECONDS} seconds after it was opened, on a thread of our
 * own: by then its server is loaded, and what was opened for a moment is closed again. As long as
 * nobody has opened a guarded port, and somebody another one, an alarm stands; after {@value
 * #START_SECONDS} seconds of that, since servers take their time, it is an ERROR.
 *
 * <p>Made at start in enforcing modes alone.
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
  private boolean told;
  private long openSince;

  public PortWatch(GuardedPorts guarded, Alarms alarms) {
    this.guarded = guarded;
    this.alarms = alarms;
  }

  /** To be judged when its time has come, on a thread of our own. */
  void opens(OpenPort port) {
    if (add(port)) {
      Background.run("tokenrelay-ports", this);
    }
  }

  /** A request has come in by a door, whoever has opened its port. */
  synchronized void doorSeen() {
    if (!doorSeen) {
      doorSeen = true;
      alarms.lower(Alarms.Kind.OPEN_DOOR, ALARM);
    }
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

  /** Answers whether somebody must begin to judge. */
  synchronized boolean add(OpenPort port) {
    if (opened.size() >= MOST_PORTS) {
      return false;
    }
    opened.add(port);
    boolean starts = !running;
    running = true;
    return starts;
  }

  /** Judges what is due, and forgets what is closed. Answers whether to come again. */
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
    running = !open.isEmpty() || !opened.isEmpty();
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
          "{}, which is no server that TokenRelay guards: what it answers, it answers whatever"
              + " token a request brings",
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
    if (open.isEmpty() || !shut.isEmpty() || doorSeen) {
      openSince = 0;
      told = false;
      alarms.lower(Alarms.Kind.OPEN_DOOR, ALARM);
      return;
    }
    String sentence =
        "the door is open: no server that TokenRelay guards has opened a port, and others have ("
            + String.join("; ", unguarded())
            + "). Put the service on a server of docs/supported.md, or let something in front of it"
            + " enforce tokens";
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
