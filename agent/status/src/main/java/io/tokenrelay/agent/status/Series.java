package io.tokenrelay.agent.status;

import io.tokenrelay.agent.meter.Distribution;
import io.tokenrelay.agent.meter.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One time series at one moment. */
final class Series {
  private final Metric metric;
  private final Map<String, String> attributes;
  private final double value;
  private final @Nullable Distribution distribution;

  /**
   * @param values of the metric's attributes, in its order; empty ones are left out
   */
  Series(Metric metric, String[] values, double value, @Nullable Distribution distribution) {
    this.metric = metric;
    Map<String, String> attributes = new LinkedHashMap<>();
    List<String> names = metric.attributes();
    for (int i = 0; i < values.length; i++) {
      if (!values[i].isEmpty()) {
        attributes.put(names.get(i), values[i]);
      }
    }
    this.attributes = Collections.unmodifiableMap(attributes);
    this.value = value;
    this.distribution = distribution;
  }

  /** By name, in the metric's order. */
  Map<String, String> attributes() {
    return attributes;
  }

  /** The value of the metric's attribute at that place, for people; empty if it has none. */
  String words(int place) {
    return attribute(place).replace('_', ' ');
  }

  /** Whether its first attributes have these values. */
  boolean begins(String... values) {
    for (int i = 0; i < values.length; i++) {
      if (!attribute(i).equals(values[i])) {
        return false;
      }
    }
    return true;
  }

  /** The value of the metric's attribute at that place; empty if it has none. */
  String attribute(int place) {
    String value = attributes.get(metric.attributes().get(place));
    return value == null ? "" : value;
  }

  /** In the metric's unit; of a histogram the sum. */
  double value() {
    return value;
  }

  /** Null unless the metric is a histogram. */
  @Nullable Distribution distribution() {
    return distribution;
  }
}
