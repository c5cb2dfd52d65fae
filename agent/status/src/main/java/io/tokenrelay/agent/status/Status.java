package io.tokenrelay.agent.status;

import io.tokenrelay.agent.config.Redacted;
import io.tokenrelay.agent.config.Setting;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.Timers;
import io.tokenrelay.agent.relay.RelayProperties;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.LostTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The current figures of the running agent. Read by JMX, OpenTelemetry and the status port, on
 * their threads; contains nothing of any token.
 */
public abstract class Status {
  private final long startedAt;
  private final Switch enabled;
  private final Counters counters;
  private final Alarms alarms;
  private final Readiness readiness;

  /**
   * @param startedAt when the counters began
   */
  protected Status(
      long startedAt, Switch enabled, Counters counters, Alarms alarms, Readiness readiness) {
    this.startedAt = startedAt;
    this.enabled = enabled;
    this.counters = counters;
    this.alarms = alarms;
    this.readiness = readiness;
  }

  public abstract String version();

  /** What the operator calls this service; null if that is not known. */
  public abstract @Nullable String serviceName();

  public abstract String mode();

  /** The issuers' names and URIs. */
  public abstract List<String> issuers();

  /** Which provider verifies which algorithms. */
  public abstract String signatureProviders();

  /** Says all figures, under the one scheme of {@link Metric}. */
  public abstract void measure(Measurements to);

  /** The names of the libraries' classes that have been woven, by instrumentation. */
  public abstract Map<String, List<String>> woven();

  /** The last warnings and errors of the log, the newest first, each with its time. */
  public abstract List<String> lastProblems();

  /** The public keys of the tokens that this service signs, as a JWK Set; null if it signs none. */
  public abstract @Nullable String jwks();

  /** What is set, and where. */
  public abstract List<Setting> settings();

  /** The text of a property of the agent as a whole, not fit to print; null if it has none. */
  protected abstract @Nullable String inForce(String property);

  /** What became of the last attempt to change the configuration; null if there was none. */
  public abstract @Nullable Reload lastReload();

  /**
   * Reads the configuration file now.
   *
   * @return what has changed
   * @throws IllegalArgumentException if it is not used, saying why
   */
  public abstract String reload();

  /**
   * Sets properties until the service ends, all of them or none.
   *
   * @param texts by full name
   * @return what has changed
   * @throws IllegalArgumentException if they cannot be set, saying why
   */
  public abstract String set(Map<String, String> texts);

  /**
   * Takes back what {@link #set} has done.
   *
   * @param name a full name; null for all of them
   * @return what has changed
   * @throws IllegalArgumentException if there is nothing, or without it no configuration can be
   *     used
   */
  public abstract String reset(@Nullable String name);

  /** What became of the token on every call, by destination. */
  public abstract List<Entry> ledger();

  /** Work that requests started and that ran without a token. */
  public abstract List<LostTask> lostWork();

  /** Ports that this process has opened where nothing is enforced, each with who opened it. */
  public abstract List<String> unguardedPorts();

  /** How often each destination has refused a relayed token. */
  public abstract Map<String, Long> refusals();

  /** In milliseconds. */
  final long startedAt() {
    return startedAt;
  }

  final Amount uptime() {
    return Amount.seconds((System.currentTimeMillis() - startedAt) / 1_000);
  }

  final boolean isEnabled() {
    return enabled.isOn();
  }

  /** Whether tokens are only said to be relayed. */
  final boolean isDryRun() {
    return "true".equals(inForce(RelayProperties.DRY_RUN.fullName()));
  }

  /** Whether tokens are relayed. Takes effect at the next request and the next hop. */
  public abstract void enable(boolean on);

  /** Whether requests are rejected as mode and rules say. */
  public abstract boolean isEnforceEnabled();

  /** Shuts or opens the door, loudly. Takes effect at the next request. */
  public abstract void enforce(boolean on);

  /** What is off although the service serves: relaying, or an instrumentation somewhere. */
  final List<String> degraded() {
    return shown(alarms.degraded());
  }

  /** Whether a balancer should send requests here. */
  final Readiness readiness() {
    return readiness;
  }

  /** Why a balancer should send none; empty when it should. */
  final List<String> unready() {
    return shown(readiness.reasons());
  }

  /** Redacted, as in the log: a sentence may quote a URL, or a library's message. */
  private static List<String> shown(List<String> sentences) {
    List<String> shown = new ArrayList<>();
    for (String sentence : sentences) {
      shown.add(Redacted.text(sentence));
    }
    return shown;
  }

  /** All histograms, for an exporter that keeps its own. */
  final List<Timers> timers() {
    return counters.timers();
  }

  final long count(Event event) {
    return counters.of(event);
  }
}
