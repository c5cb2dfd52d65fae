package io.tokenrelay.agent.meter;

/** What an exporter gathers. The same time series is said at most once. */
public interface Measurements {
  /**
   * One time series of a metric that is no histogram.
   *
   * @param value in the metric's unit
   * @param attributes the values of the metric's attributes, in its order; an empty one is left out
   */
  void value(Metric metric, double value, String... attributes);

  /** The same with a number of things. */
  default void count(Metric metric, long count, String... attributes) {
    value(metric, (double) count, attributes);
  }

  /** One time series of a histogram; attributes as in {@link #value}. */
  void distribution(Metric metric, Distribution distribution, String... attributes);
}
