package io.tokenrelay.agent.status;

import io.tokenrelay.agent.meter.Metric;
import java.util.Locale;

/**
 * A figure that goes up and down, shown alone in JMX and JSON as each event is, and named like one.
 * It is one time series of a {@link Metric}.
 */
enum Gauge {
  RULES("join points that the agent would weave", Metric.AGENT_RULES, "known"),
  RULES_WOVEN("join points that have found their class", Metric.AGENT_RULES, "woven"),
  CLASSES_WOVEN("classes of libraries that have been woven", Metric.AGENT_CLASSES),
  ALARMS_UNREADY("sentences that Unready holds now", Metric.AGENT_ALARMS, "unready"),
  ALARMS_DEGRADED("sentences that Degraded holds now", Metric.AGENT_ALARMS, "degraded"),
  TOKENS_REMEMBERED(
      "valid tokens in the cache of verifications now", Metric.CACHE_ENTRIES, "verified");

  private final String meaning;
  private final Metric metric;

  @SuppressWarnings("ImmutableEnumChecker") // nobody gets it
  private final String[] attributes;

  Gauge(String meaning, Metric metric, String... attributes) {
    this.meaning = meaning;
    this.metric = metric;
    this.attributes = attributes;
  }

  String meaning() {
    return meaning;
  }

  /** 0 while there is no such series. */
  long of(Families families) {
    return families.sum(metric, attributes);
  }

  /** {@code rules.woven} for {@code RULES_WOVEN}. */
  String flatName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
