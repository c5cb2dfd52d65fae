package io.tokenrelay.agent.status;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.relay.OwnThread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a balancer should send requests to this service. It decides nothing about them: whatever
 * it says, requests are served, and tokens enforced, as before.
 */
public final class Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

  /** In one word; the first that is true of the service, in this order. */
  public enum State {
    /** It is to be taken out of service: asked for, or the JVM ends. */
    DRAINING,
    /** It does not serve as configured. */
    UNREADY,
    /** It has just started. */
    STARTING,
    READY;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is waited for after the start. */
  public interface Start {
    /** One sentence for each thing that is still missing; empty once the wait is over. */
    List<String> awaits();
  }

  private final Alarms alarms;
  private final Start start;
  private final AtomicBoolean watchesTheEnd = new AtomicBoolean();
  private volatile @Nullable String drained;
  private volatile boolean ending;

  public Readiness(Alarms alarms, Start start) {
    this.alarms = alarms;
    this.start = start;
  }

  public State state() {
    return isDraining()
        ? State.DRAINING
        : !alarms.unready().isEmpty()
            ? State.UNREADY
            : start.awaits().isEmpty() ? State.READY : State.STARTING;
  }

  /** Why it is not ready, one sentence each; empty when it is. */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>(draining());
    reasons.addAll(alarms.unready());
    reasons.addAll(start.awaits());
    return reasons;
  }

  private List<String> draining() {
    String by = drained;
    if (ending) {
      return Collections.singletonList("draining: the JVM ends");
    }
    return by == null
        ? Collections.<String>emptyList()
        : Collections.singletonList("draining, as asked by " + by);
  }

  public boolean isDraining() {
    return ending || drained != null;
  }

  /**
   * Is not ready from now on, while it serves on.
   *
   * @param by how that was asked for
   * @return what has become of it
   */
  String drain(String by) {
    if (drained == null) {
      drained = by;
      LOG.info("draining, as asked by {}: /ready answers 503, and requests are served on", by);
    }
    return "draining";
  }

  /**
   * Takes back {@link #drain}.
   *
   * @return what has become of it
   */
  String resume(String by) {
    if (drained != null) {
      drained = null;
      LOG.info("no longer draining, as asked by {}", by);
    }
    return ending ? "the JVM ends" : "no longer draining";
  }

  /** Drains once the JVM ends, from the moment when it is told to. */
  public void drainAtTheEnd() {
    if (watchesTheEnd.compareAndSet(false, true)
        && !OwnThread.atTheEnd("tokenrelay-drain", new Ending())) {
      ending = true;
    }
  }

  /** In a JVM that ends, beside the application's own hooks: so it is quick and loads nothing. */
  private final class Ending implements Runnable {
    @Override
    public void run() {
      ending = true;
    }
  }
}
