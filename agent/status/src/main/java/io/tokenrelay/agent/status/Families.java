package io.tokenrelay.agent.status;

import io.tokenrelay.agent.meter.Distribution;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All figures of one moment, gathered by metric: what an exporter writes. */
final class Families implements Measurements {
  private final Map<Metric, List<Series>> families = new EnumMap<>(Metric.class);

  private Families() {}

  static Families of(Status status) {
    Families families = new Families();
    status.measure(families);
    return families;
  }

  /** The time series of a metric; empty if it has none. */
  List<Series> of(Metric metric) {
    List<Series> family = families.get(metric);
    return family == null ? Collections.<Series>emptyList() : family;
  }

  /** All series of a metric that have these values as their first attributes, added up. */
  long sum(Metric metric, String... attributes) {
    double sum = 0;
    for (Series series : of(metric)) {
      sum += series.begins(attributes) ? series.value() : 0;
    }
    return (long) sum;
  }

  /** Whether there is a series that {@link #sum} would count. */
  boolean has(Metric metric, String... attributes) {
    for (Series series : of(metric)) {
      if (series.begins(attributes)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void value(Metric metric, double value, String... attributes) {
    family(metric).add(new Series(metric, attributes, value, null));
  }

  @Override
  public void distribution(Metric metric, Distribution distribution, String... attributes) {
    family(metric).add(new Series(metric, attributes, distribution.sum(), distribution));
  }

  private List<Series> family(Metric metric) {
    return families.computeIfAbsent(metric, unseen -> new ArrayList<>());
  }
}
