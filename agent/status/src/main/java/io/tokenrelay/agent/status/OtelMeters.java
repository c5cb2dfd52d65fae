package io.tokenrelay.agent.status;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.meter.Timers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures as OpenTelemetry instruments. The API is our own copy in the agent loader: an
 * OpenTelemetry agent that is attached instruments it as it does every copy, and our meters flow
 * into it; without one, every call here does nothing.
 */
final class OtelMeters {
  private static final String SCOPE = "io.tokenrelay";

  /** The semantic conventions make it a number. */
  static final String STATUS_CODE = "http.response.status_code";

  private OtelMeters() {}

  /** Whether there is an OpenTelemetry that takes metrics: that of an agent. */
  static boolean areTaken() {
    return GlobalOpenTelemetry.get().getMeterProvider() != MeterProvider.noop();
  }

  static void register(Status status) {
    register(status, GlobalOpenTelemetry.get());
  }

  static void register(Status status, OpenTelemetry openTelemetry) {
    if (openTelemetry.getMeterProvider() == MeterProvider.noop()) {
      return; // a hundred classes for instruments that nobody reads
    }
    Meter meter =
        openTelemetry.meterBuilder(SCOPE).setInstrumentationVersion(status.version()).build();
    observe(status, meter);
    for (Timers timers : status.timers()) {
      record(timers, meter);
    }
  }

  /** All that can be asked for its value, in one look for each export. */
  private static void observe(Status status, Meter meter) {
    Map<Metric, ObservableDoubleMeasurement> observers = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      ObservableDoubleMeasurement observer = observer(metric, meter);
      if (observer != null) {
        observers.put(metric, observer);
      }
    }
    List<ObservableMeasurement> all = new ArrayList<>(observers.values());
    meter.batchCallback(
        () -> {
          Families families = Families.of(status);
          observers.forEach(
              (metric, observer) -> {
                for (Series series : families.of(metric)) {
                  observer.record(series.value(), attributes(series.attributes()));
                }
              });
        },
        all.get(0),
        all.subList(1, all.size()).toArray(new ObservableMeasurement[0]));
  }

  private static @Nullable ObservableDoubleMeasurement observer(Metric metric, Meter meter) {
    String name = metric.metricName();
    switch (metric.kind()) {
      case COUNTER:
        return meter
            .counterBuilder(name)
            .ofDoubles()
            .setUnit(metric.unit())
            .setDescription(metric.meaning())
            .buildObserver();
      case UP_DOWN:
        return meter
            .upDownCounterBuilder(name)
            .ofDoubles()
            .setUnit(metric.unit())
            .setDescription(metric.meaning())
            .buildObserver();
      case GAUGE:
        return meter
            .gaugeBuilder(name)
            .setUnit(metric.unit())
            .setDescription(metric.meaning())
            .buildObserver();
      default:
        return null;
    }
  }

  /** A histogram of the API cannot be asked: it is told of each duration. */
  private static void record(Timers timers, Meter meter) {
    Metric metric = timers.metric();
    List<Double> bounds = new ArrayList<>();
    for (double bound : metric.bounds()) {
      bounds.add(bound);
    }
    DoubleHistogram histogram =
        meter
            .histogramBuilder(metric.metricName())
            .setUnit(metric.unit())
            .setDescription(metric.meaning())
            .setExplicitBucketBoundariesAdvice(bounds)
            .build();
    timers.also(
        values -> {
          Series series = new Series(metric, values.toArray(new String[0]), 0, null);
          Attributes attributes = attributes(series.attributes());
          return seconds -> histogram.record(seconds, attributes);
        });
  }

  private static Attributes attributes(Map<String, String> values) {
    AttributesBuilder attributes = Attributes.builder();
    values.forEach(
        (name, value) -> {
          if (name.equals(STATUS_CODE)) {
            attributes.put(name, Long.parseLong(value));
          } else {
            attributes.put(name, value);
          }
        });
    return attributes.build();
  }
}
