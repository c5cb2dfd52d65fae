package io.tokenrelay.agent.meter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands between this service and the way it was configured, one sentence each, for as long as
 * it is so. Counters say how often something happened; this says what is wrong <em>now</em>, and an
 * orchestrator that asks {@code GET /ready} hears it.
 *
 * <p>Lives in the agent loader, one per process, made by the wiring; raised from any thread, shown
 * by JMX, OpenTelemetry and the status port. Bounded for each kind, so that a thousand of one never
 * hide one of another. Raising the same alarm again allocates nothing.
 */
public final class Alarms {
  /** What an alarm is about. */
  public enum Kind {
    /** Something that the operator wanted shut is open: requests are served unverified. */
    OPEN_DOOR(true),
    /** The configuration cannot be honoured, so requests are rejected. */
    CLOSED(true),
    /** The keys of an issuer were asked for, and have never been had. */
    WITHOUT_KEYS(true),
    /** The last good keys of an issuer are too old to be used: its tokens cannot be verified. */
    OLD_KEYS(false),
    /** Relaying has been switched off: calls go out as if the agent were not there. */
    NOT_RELAYING(false),
    /** An instrumentation is off in some class loader: tokens are not carried or relayed there. */
    DEGRADED(false);

    private final boolean unready;

    Kind(boolean unready) {
      this.unready = unready;
    }

    /** Whether the service does not serve as configured while such an alarm stands. */
    boolean isUnready() {
      return unready;
    }
  }

  private static final int BOUND = 64;

  private final Map<Kind, Map<String, String>> standing = new EnumMap<>(Kind.class);

  /**
   * Raises an alarm, or changes the sentence of one that stands.
   *
   * @param key tells it from others of its kind; never shown
   * @param sentence what is wrong, and the property that mends it; holds nothing of a token
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

  /** Takes an alarm back: it is right again. */
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

  /** Why this service does not serve as configured; empty when it does. */
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
