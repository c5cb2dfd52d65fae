package io.tokenrelay.agent.meter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** All time series of one histogram. Callers keep their {@link Timer}. */
public final class Timers implements Measured {
  /** Makes the recorder of a time series; see {@link Metric#attributes()}. */
  public interface Recorders {
    /**
     * @param attributes the values of the metric's attributes
     * @return takes each duration, in seconds
     */
    DoubleConsumer recorder(List<String> attributes);
  }

  private final Metric metric;
  private final double[] bounds;
  private final Map<List<String>, Timer> timers = new ConcurrentHashMap<>();
  private volatile @Nullable Recorders recorders;

  /**
   * @param bounds the buckets' upper bounds, in seconds, ascending
   */
  public Timers(Metric metric, double... bounds) {
    this.metric = metric;
    this.bounds = bounds.clone();
  }

  public Metric metric() {
    return metric;
  }

  /** The buckets' upper bounds, in seconds. */
  public double[] bounds() {
    return bounds.clone();
  }

  /** The timer with these attributes: made once, to be kept. */
  public Timer timer(String... attributes) {
    return timers.computeIfAbsent(Arrays.asList(attributes), this::made);
  }

  /** From now on, all that is recorded is also given to these. */
  public void also(Recorders recorders) {
    this.recorders = recorders;
    timers.forEach((attributes, timer) -> timer.also(recorders.recorder(attributes)));
  }

  @Override
  public void measure(Measurements to) {
    timers.forEach(
        (attributes, timer) ->
            to.distribution(metric, timer.distribution(), attributes.toArray(new String[0])));
  }

  private Timer made(List<String> attributes) {
    Timer timer = new Timer(bounds);
    Recorders recorders = this.recorders;
    if (recorders != null) {
      timer.also(recorders.recorder(attributes));
    }
    return timer;
  }
}
