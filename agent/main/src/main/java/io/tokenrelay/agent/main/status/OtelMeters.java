package io.tokenrelay.agent.main.status;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.tokenrelay.agent.meter.Event;

/**
 * The counters as observable OpenTelemetry instruments. The API is our own copy in the agent
 * loader: an OpenTelemetry agent that is attached instruments it as it does every copy, and our
 * meters flow into it; without one, every call here does nothing.
 */
final class OtelMeters {
  private static final String SCOPE = "io.tokenrelay";

  private static final AttributeKey<String> PROVIDERS = AttributeKey.stringKey("providers");

  private OtelMeters() {}

  static void register(Status status) {
    register(status, GlobalOpenTelemetry.get());
  }

  static void register(Status status, OpenTelemetry openTelemetry) {
    if (openTelemetry.getMeterProvider() == MeterProvider.noop()) {
      return; // sixty classes for instruments that nobody reads
    }
    Meter meter =
        openTelemetry.meterBuilder(SCOPE).setInstrumentationVersion(status.version()).build();
    for (Event event : Event.values()) {
      meter
          .counterBuilder("tokenrelay." + event.metricName())
          .setDescription(event.meaning())
          .buildWithCallback(measurement -> measurement.record(status.count(event)));
    }
    for (Gauge gauge : status.gauges().keySet()) {
      meter
          .gaugeBuilder("tokenrelay." + gauge.metricName())
          .setDescription(gauge.meaning())
          .ofLongs()
          .buildWithCallback(
              measurement -> measurement.record(status.gauges().getOrDefault(gauge, 0L)));
    }
    meter
        .gaugeBuilder("tokenrelay.signature.providers")
        .setDescription("1, with who verifies which signatures")
        .ofLongs()
        .buildWithCallback(
            measurement ->
                measurement.record(1, Attributes.of(PROVIDERS, status.signatureProviders())));
  }
}
