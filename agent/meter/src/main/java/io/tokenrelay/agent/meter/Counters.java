package io.tokenrelay.agent.meter;

import java.util.EnumMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each {@link Event} has happened since start. Counting neither blocks nor allocates. */
public class Counters implements Measured {
  private final EnumMap<Event, LongAdder> adders = new EnumMap<>(Event.class);

  public Counters() {
    for (Event event : Event.values()) {
      adders.put(event, new LongAdder());
    }
  }

  public void count(Event event) {
    adder(event).increment();
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
  }

  @SuppressWarnings("NullAway") // every event has its adder
  private LongAdder adder(Event event) {
    return adders.get(event);
  }
}
