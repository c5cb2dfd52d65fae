package io.tokenrelay.agent.meter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ways in which this service does not run as configured, one sentence each, for as long as that
 * lasts. Counters say how often something happened; alarms say what is wrong <em>now</em>, and
 * {@code GET /ready} reports them to an orchestrator.
 *
 * <p>Lives in the agent loader, one per process, created by the wiring; raised on any thread, shown
 * by JMX, OpenTelemetry and the status port. Each kind has its own bound, so that a thousand of one
 * never hide one of another. Raising the same alarm again allocates nothing.
 */
public final class Alarms {
  /** What an alarm is about. */
  public enum Kind {
    /** Something that the operator wanted closed is open: requests are served unverified. */
    OPEN_DOOR(true),
    /** The configuration cannot be honoured, so requests are rejected. */
    CLOSED(true),
    /** A part of the agent cannot be used until the service is started anew. */
    BROKEN(true),
    /**
     * An issuer's keys were asked for, but have never been loaded: its tokens cannot be verified.
     */
    WITHOUT_KEYS(false),
    /** An issuer's last good keys are too old to use: its tokens cannot be verified. */
    OLD_KEYS(false),
    /** Relaying has been switched off: calls go out as if the agent were not there. */
    NOT_RELAYING(false),
    /** What the operator has changed is not in force, since it is wrong or cannot be read. */
    OLD_CONFIGURATION(false),
    /** An instrumentation is off in some class loader: tokens are not carried or relayed there. */
    DEGRADED(false);

    private final boolean unready;

    Kind(boolean unready) {
      this.unready = unready;
    }

    /** Whether the service does not run as configured while such an alarm stands. */
    boolean isUnready() {
      return unready;
    }
  }

  private static final int BOUND = 64;

  private final Map<Kind, Map<String, String>> standing = new EnumMap<>(Kind.class);

  /**
   * Raises an alarm, or updates the sentence of one that stands.
   *
   * @param key distinguishes it from others of its kind; never shown
   * @param sentence what is wrong, and the property that fixes it; contains nothing of a token
   * @return whether it is new, so that the caller logs it once
   */
  public synchronized boolean raise(Kind kind, String key, String sentence) {
    Map<String, String> ofKind = standing.get(kind);
    if (ofKind == null) {
      ofKind = new LinkedHashMap<>();
      standing.put(kind, ofKind);
    }
    boolean known = ofKind.containsKey(key);
    if (!known && ofKind.size() >= BOUND) {
      return false;
    }
    ofKind.put(key, sentence);
    return !known;
  }

  /** Clears an alarm: the problem is gone. */
  public synchronized void lower(Kind kind, String key) {
    Map<String, String> ofKind = standing.get(kind);
    if (ofKind != null) {
      ofKind.remove(key);
    }
  }

  /** The sentences of one kind, in the order in which they were raised. */
  public synchronized List<String> of(Kind kind) {
    Map<String, String> ofKind = standing.get(kind);
    return ofKind == null || ofKind.isEmpty()
        ? Collections.<String>emptyList()
        : new ArrayList<>(ofKind.values());
  }

  /** Why this service does not run as configured; empty when it does. */
  public List<String> unready() {
    return all(true);
  }

  /** What is off although the service serves; empty when nothing is. */
  public List<String> degraded() {
    return all(false);
  }

  private List<String> all(boolean unready) {
    List<String> sentences = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind.isUnready() == unready) {
        sentences.addAll(of(kind));
      }
    }
    return sentences;
  }

  @Override
  public synchronized String toString() {
    return "alarms " + standing;
  }
}
