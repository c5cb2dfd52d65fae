package io.tokenrelay.agent.meter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** All time series of one histogram. */
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
  private volatile @Nullable DoubleFunction<@Nullable Exemplar> exemplars;

  Timers(Metric metric) {
    this.metric = metric;
    this.bounds = metric.bounds();
  }

  public Metric metric() {
    return metric;
  }

  /** The timer with these attributes, in the metric's order. */
  public Timer timer(String... attributes) {
    return timers.computeIfAbsent(Arrays.asList(attributes), this::made);
  }

  /** From now on, all that is recorded is also given to these. */
  public void also(Recorders recorders) {
    this.recorders = recorders;
    timers.forEach((attributes, timer) -> timer.also(recorders.recorder(attributes)));
  }

  /**
   * From now on, exemplars are kept.
   *
   * @param exemplars the one of a duration in seconds that was just recorded on this thread; null
   *     if there is none
   */
  public void exemplify(DoubleFunction<@Nullable Exemplar> exemplars) {
    this.exemplars = exemplars;
    timers.values().forEach(timer -> timer.exemplify(exemplars));
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
    DoubleFunction<@Nullable Exemplar> exemplars = this.exemplars;
    if (exemplars != null) {
      timer.exemplify(exemplars);
    }
    return timer;
  }
}
