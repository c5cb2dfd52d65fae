package io.tokenrelay.agent.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

/** The same figures through each exporter. */
class ExportersTest {
  private final Counters counters = new Counters();
  private final FakeStatus status = new FakeStatus(new Switch(), counters);

  @Test
  void flowIntoOpenTelemetryUnderTheirNamesUnitsAndAttributes() {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder().registerMetricReader(reader).build()) {
      status.checked(2);
      OtelMeters.register(status, OpenTelemetrySdk.builder().setMeterProvider(provider).build());
      count();

      Map<String, MetricData> metrics =
          reader.collectAllMetrics().stream()
              .collect(Collectors.toMap(MetricData::getName, Function.identity()));

      MetricData calls = metrics.get("tokenrelay.outbound.calls");
      assertThat(calls.getUnit()).isEqualTo("{call}");
      assertThat(calls.getDoubleSumData().isMonotonic()).isTrue();
      assertThat(calls.getDoubleSumData().getPoints())
          .extracting(DoublePointData::getAttributes, DoublePointData::getValue)
          .contains(
              tuple(
                  Attributes.of(
                      AttributeKey.stringKey("server.address"),
                      "orders:8080",
                      AttributeKey.stringKey("tokenrelay.decision"),
                      "injected"),
                  2.0));
      assertThat(metrics.get("tokenrelay.outbound.refusals").getDoubleSumData().getPoints())
          .filteredOn(point -> point.getValue() > 0)
          .singleElement()
          .extracting(
              point -> point.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
          .isEqualTo(403L);
      HistogramPointData checks =
          metrics
              .get("tokenrelay.signature.duration")
              .getHistogramData()
              .getPoints()
              .iterator()
              .next();
      assertThat(checks.getCount()).as("what came after the registration").isEqualTo(1);
      assertThat(checks.getBoundaries()).hasSize(13).startsWith(1e-5).endsWith(0.05, 0.1);
    }
  }

  @Test
  void areScrapedByPrometheusAsHistogramsCountersAndGauges() throws Exception {
    status.checked(2);
    count();

    String text = new String(Prometheus.accepted(null).write(status), StandardCharsets.UTF_8);

    assertThat(text)
        .contains(
            "# TYPE tokenrelay_outbound_calls_total counter\n",
            "tokenrelay_outbound_calls_total{server_address=\"orders:8080\","
                + "tokenrelay_decision=\"injected\"} 2.0\n",
            "tokenrelay_outbound_token_io_bytes_total{network_protocol_name=\"http\"} 200.0\n",
            "# TYPE tokenrelay_signature_duration_seconds histogram\n",
            "tokenrelay_signature_duration_seconds_bucket{tokenrelay_algorithm=\"ES256\","
                + "tokenrelay_provider=\"SunEC\",le=\"0.1\"} 2\n",
            "tokenrelay_key_age_seconds{tokenrelay_issuer=\"staff\"} 1.5\n");
  }

  @Test
  void tellPrometheusTheNameOfTheService() throws Exception {
    String unnamed = new String(Prometheus.accepted(null).write(status), StandardCharsets.UTF_8);
    status.serviceName = "orders \"1\"";
    String named = new String(Prometheus.accepted(null).write(status), StandardCharsets.UTF_8);

    assertThat(unnamed).doesNotContain("target_info");
    assertThat(named).contains("target_info{service_name=\"orders \\\"1\\\"\"} 1\n");
  }

  @Test
  void areATableInJmx() {
    count();

    TabularData table = JmxTable.of(status);

    CompositeData row =
        table.get(
            new Object[] {
              "tokenrelay.outbound.calls",
              "{server.address=orders:8080, tokenrelay.decision=injected}"
            });
    assertThat(row.get("value")).isEqualTo(2.0);
  }

  private void count() {
    counters.count(Event.TOKEN_VALID);
    status.ledger.injected("orders:8080", 100, false);
    status.ledger.injected("orders:8080", 100, false);
    status.ledger.refused("orders:8080", 403);
    status.checked(3);
  }
}
