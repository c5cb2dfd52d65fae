package io.tokenrelay.agent.meter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each {@link Event} has happened since start, and how long things took. Counting neither
 * blocks nor allocates.
 */
public class Counters implements Measured {
  private final EnumMap<Event, LongAdder> adders = new EnumMap<>(Event.class);
  private final Map<Metric, Timers> timers;

  public Counters() {
    this(new ConcurrentHashMap<>());
  }

  private Counters(Map<Metric, Timers> timers) {
    this.timers = timers;
    for (Event event : Event.values()) {
      adders.put(event, new LongAdder());
    }
  }

  /** Others that count apart, and record how long things took with these. */
  public final Counters countingApart() {
    return new Counters(timers);
  }

  public void count(Event event) {
    adder(event).increment();
  }

  /**
   * Records how long something took.
   *
   * @param histogram a metric of that kind
   * @param began by {@link System#nanoTime}
   * @param attributes the values of the metric's attributes
   */
  public final void took(Metric histogram, long began, String... attributes) {
    timers(histogram).timer(attributes).record(System.nanoTime() - began);
  }

  /** All histograms. */
  public final List<Timers> timers() {
    List<Timers> all = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      if (metric.kind() == Metric.Kind.HISTOGRAM) {
        all.add(timers(metric));
      }
    }
    return all;
  }

  /** Made with the first duration, and not by a start. */
  private Timers timers(Metric histogram) {
    Timers known = timers.get(histogram);
    return known != null ? known : timers.computeIfAbsent(histogram, Timers::new);
  }

  public final long of(Event event) {
    return adder(event).sum();
  }

  @Override
  public final void measure(Measurements to) {
    for (Event event : Event.values()) {
      Metric metric = event.metric();
      if (metric != null) {
        to.count(metric, of(event), event.attributes().toArray(new String[0]));
      }
    }
    for (Timers each : timers.values()) {
      each.measure(to);
    }
  }

  @SuppressWarnings("NullAway") // every event has its adder
  private LongAdder adder(Event event) {
    return adders.get(event);
  }
}
