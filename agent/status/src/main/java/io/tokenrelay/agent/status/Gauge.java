package io.tokenrelay.agent.status;

import java.util.Locale;

/** A figure that goes up and down. Named like an event: dots for underscores, in every exporter. */
public enum Gauge {
  RULES("join points that the agent would weave"),
  RULES_WOVEN("join points that have found their class"),
  CLASSES_WOVEN("classes of libraries that have been woven"),
  ALARMS_UNREADY("sentences that Unready holds now"),
  ALARMS_DEGRADED("sentences that Degraded holds now"),
  TOKENS_REMEMBERED("valid tokens in the cache of verifications now");

  private final String meaning;

  Gauge(String meaning) {
    this.meaning = meaning;
  }

  String meaning() {
    return meaning;
  }

  /** {@code rules.woven} for {@code RULES_WOVEN}. */
  String flatName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
