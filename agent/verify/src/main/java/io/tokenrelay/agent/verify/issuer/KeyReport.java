package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts fetches and logs problems: a new one at once, an outage again every ten minutes, and its
 * end. An issuer whose tokens cannot be verified also raises an alarm. The service is degraded
 * then, not unready: an outage of the issuer must not take every service out of rotation.
 */
public final class KeyReport {
  private static final Logger log = LoggerFactory.getLogger(KeyReport.class);
  private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final String UNTIL_THEN =
      "; retrying. Until then its tokens cannot be verified: if they are enforced, requests with"
          + " them are answered with 503";

  private final Counters counters;
  private final Alarms alarms;
  private final Set<String> hadKeys = new HashSet<>();
  private final Map<String, String> problems = new HashMap<>();
  private final Map<String, Long> loggedAt = new HashMap<>();

  public KeyReport(Counters counters, Alarms alarms) {
    this.counters = counters;
    this.alarms = alarms;
  }

  public synchronized void loaded(IssuerSettings issuer, LoadedKeys loaded) {
    counters.count(Event.JWKS_FETCHED);
    String name = issuer.name();
    String problem = problem(issuer, loaded);
    if (!loaded.keys().isEmpty()) {
      hadKeys.add(name);
      alarms.lower(Alarms.Kind.WITHOUT_KEYS, name);
      alarms.lower(Alarms.Kind.OLD_KEYS, name);
    } else if (problem != null) {
      raise(name, problem);
    }
    if (problem != null) {
      warn(name, problem, false);
    } else if (problems.remove(name) != null) {
      loggedAt.remove(name);
      log.info("issuer {}: {}", name, loaded.keys().summary());
    } else {
      log.debug("issuer {}: {}", name, loaded.keys().summary());
    }
  }

  public synchronized void failed(
      IssuerSettings issuer, KeysNotLoadedException problem, boolean stale) {
    counters.count(Event.JWKS_FAILED);
    String name = issuer.name();
    String described = describe(issuer, problem);
    if (stale) {
      described += "; the last good keys are used";
    } else if (hadKeys.contains(name)) {
      described +=
          "; the last good keys are older than "
              + JwksProperties.STALE_MAX
              + " allows: its tokens cannot be verified";
      alarms.raise(Alarms.Kind.OLD_KEYS, name, "issuer " + name + ": " + described);
    } else {
      described += UNTIL_THEN;
      raise(name, described);
    }
    warn(name, described, true);
  }

  private void raise(String name, String problem) {
    if (!hadKeys.contains(name)) {
      alarms.raise(Alarms.Kind.WITHOUT_KEYS, name, "issuer " + name + ": " + problem);
    }
  }

  /** One line: what is wrong, and the property to look at. */
  static String describe(IssuerSettings issuer, KeysNotLoadedException problem) {
    return "no keys: " + problem.getMessage() + " (" + issuer.keyProperty() + ")";
  }

  /** What an operator should change although keys were loaded; null when all is well. */
  static @Nullable String problem(IssuerSettings issuer, LoadedKeys loaded) {
    if (loaded.keys().isEmpty()) {
      return "no usable key in the set"
          + (loaded.refused().isEmpty() ? ", it is empty" : ": " + loaded.refused().get(0))
          + " ("
          + issuer.keyProperty()
          + ")";
    }
    return loaded.refused().isEmpty() ? null : "not used: " + String.join("; ", loaded.refused());
  }

  private void warn(String name, String problem, boolean again) {
    long now = System.nanoTime();
    Long last = loggedAt.get(name);
    if (last == null
        || !problem.equals(problems.get(name))
        || (again && now - last > REPEAT_NANOS)) {
      problems.put(name, problem);
      loggedAt.put(name, now);
      log.warn("issuer {}: {}", name, problem);
    }
  }
}
