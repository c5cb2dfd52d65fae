package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.meter.Distribution;
import io.tokenrelay.agent.meter.Measured;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.Metric;
import java.util.Map;
import java.util.TreeMap;

/** What is measured, by metric and attributes: of a histogram, how many values it has. */
final class Figures implements Measurements {
  private final Map<String, Double> values = new TreeMap<>();

  static Map<String, Double> of(Measured... parts) {
    Figures figures = new Figures();
    for (Measured part : parts) {
      part.measure(figures);
    }
    return figures.values;
  }

  @Override
  public void value(Metric metric, double value, String... attributes) {
    values.put(metric + " " + String.join(" ", attributes), value);
  }

  @Override
  public void distribution(Metric metric, Distribution distribution, String... attributes) {
    value(metric, distribution.count(), attributes);
  }
}
