package io.tokenrelay.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request as OpenTelemetry's own classes read it, and the variables that steer it. */
class OtlpTest {
  private final Counters counters = new Counters();
  private final FakeStatus status = new FakeStatus(new Switch(), counters);
  private final Map<String, String> variables = new HashMap<>();

  @Test
  void saysEveryFigureWithItsNameUnitAndAttributes() throws Exception {
    for (int i = 0; i < 300; i++) {
      counters.count(Event.TOKEN_VALID);
    }
    status.checked(2);
    status.checked(3_000);
    Map<String, String> resource = new LinkedHashMap<>();
    resource.put("service.name", "orders – Zürich");

    ExportMetricsServiceRequest request =
        ExportMetricsServiceRequest.parseFrom(OtlpRequest.of(status, resource, 1_700_000_000_000L));

    assertThat(request.getUnknownFields().asMap()).isEmpty();
    ResourceMetrics all = request.getResourceMetrics(0);
    assertThat(attributes(all.getResource().getAttributesList())).isEqualTo(resource);
    assertThat(all.getScopeMetrics(0).getScope().getName()).isEqualTo("io.tokenrelay");
    assertThat(all.getScopeMetrics(0).getScope().getVersion()).isEqualTo("1.2.3");

    Metric requests = metric(all, "tokenrelay.inbound.requests");
    assertThat(requests.getUnit()).isEqualTo("{request}");
    assertThat(requests.getDescription()).startsWith("requests that reached the agent");
    assertThat(requests.getSum().getIsMonotonic()).isTrue();
    assertThat(requests.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    NumberDataPoint valid =
        requests.getSum().getDataPointsList().stream()
            .filter(point -> attributes(point.getAttributesList()).containsValue("valid"))
            .findFirst()
            .get();
    assertThat(valid.getAsDouble()).isEqualTo(300);
    assertThat(valid.getTimeUnixNano()).isEqualTo(1_700_000_000_000_000_000L);
    assertThat(valid.getStartTimeUnixNano())
        .isEqualTo(TimeUnit.MILLISECONDS.toNanos(status.startedAt()));

    Metric checks = metric(all, "tokenrelay.signature.duration");
    HistogramDataPoint point = checks.getHistogram().getDataPoints(0);
    assertThat(checks.getHistogram().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(point.getCount()).isEqualTo(2);
    assertThat(point.getSum()).isEqualTo(3.002);
    assertThat(point.getExplicitBoundsList()).hasSize(13).startsWith(1e-5).endsWith(0.05, 0.1);
    assertThat(point.getBucketCountsList())
        .hasSize(14)
        .startsWith(0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L)
        .endsWith(0L, 1L);
    assertThat(attributes(point.getAttributesList()))
        .containsEntry("tokenrelay.algorithm", "ES256")
        .containsEntry("tokenrelay.provider", "SunEC");
  }

  @Test
  void isTheSameAsTheOtherExportersHave() throws Exception {
    counters.count(Event.TOKEN_VALID);
    Families families = Families.of(status);

    ResourceMetrics all =
        ExportMetricsServiceRequest.parseFrom(
                OtlpRequest.of(status, Collections.<String, String>emptyMap(), 1))
            .getResourceMetrics(0);

    int series = 0;
    for (io.tokenrelay.agent.meter.Metric metric : io.tokenrelay.agent.meter.Metric.values()) {
      if (!families.of(metric).isEmpty()) {
        Metric sent = metric(all, metric.metricName());
        series +=
            sent.getSum().getDataPointsCount()
                + sent.getGauge().getDataPointsCount()
                + sent.getHistogram().getDataPointsCount();
        series -= families.of(metric).size();
      }
    }
    assertThat(series).isZero();
    assertThat(all.getScopeMetrics(0).getMetricsCount()).isGreaterThan(5);
  }

  @Test
  void makesAStatusCodeANumber() throws Exception {
    status.ledger.refused("orders:8080", 403);

    Metric refusals =
        metric(
            ExportMetricsServiceRequest.parseFrom(
                    OtlpRequest.of(status, Collections.<String, String>emptyMap(), 1))
                .getResourceMetrics(0),
            "tokenrelay.outbound.refusals");

    assertThat(refusals.getSum().getDataPointsList())
        .anySatisfy(
            point ->
                assertThat(point.getAttributesList())
                    .anySatisfy(
                        each -> {
                          assertThat(each.getKey()).isEqualTo("http.response.status_code");
                          assertThat(each.getValue().getIntValue()).isEqualTo(403);
                        }));
  }

  @Test
  void goesToThisMachineIfNothingIsSet() {
    OtlpSettings settings = settings();

    assertThat(settings.off()).isNull();
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.endpoint()).isEqualTo("http://localhost:4318/v1/metrics");
    assertThat(settings.interval().getSeconds()).isEqualTo(60);
    assertThat(settings.timeout().getSeconds()).isEqualTo(10);
    assertThat(settings.headers()).isEmpty();
    assertThat(settings.gzip()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://collector:4318, , https://collector:4318/v1/metrics",
    "https://collector/otlp/, , https://collector/otlp/v1/metrics",
    "https://collector, https://metrics.example/in, https://metrics.example/in",
    ", http://[::1]:9090/api/v1/otlp/v1/metrics, http://[::1]:9090/api/v1/otlp/v1/metrics",
  })
  void goesWhereTheEndpointSays(String base, String own, String wanted) {
    set("otel.exporter.otlp.endpoint", base);
    set("otel.exporter.otlp.metrics.endpoint", own);

    assertThat(settings().endpoint()).isEqualTo(wanted);
  }

  @Test
  void prefersWhatIsSetForMetrics() {
    set("otel.exporter.otlp.headers", "api-key=all");
    set("otel.exporter.otlp.metrics.headers", "api-key=m%20etrics, tenant=a+b");
    set("otel.exporter.otlp.timeout", "1");
    set("otel.exporter.otlp.metrics.timeout", "2500");
    set("otel.exporter.otlp.compression", "gzip");
    set("otel.exporter.otlp.metrics.compression", "none");
    set("otel.metric.export.interval", "5s");

    OtlpSettings settings = settings();

    assertThat(settings.headers())
        .containsEntry("api-key", "m etrics")
        .containsEntry("tenant", "a+b");
    assertThat(settings.timeout().toMillis()).isEqualTo(2500);
    assertThat(settings.gzip()).isFalse();
    assertThat(settings.interval().toMillis()).isEqualTo(5000);
  }

  @ParameterizedTest
  @CsvSource({
    "otel.sdk.disabled, true, OTEL_SDK_DISABLED is true",
    "otel.metrics.exporter, none, OTEL_METRICS_EXPORTER",
    "otel.metrics.exporter, 'prometheus,logging', OTEL_METRICS_EXPORTER",
    "otel.exporter.otlp.protocol, grpc, OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=http/protobuf",
    "otel.exporter.otlp.endpoint, collector:4317, no http or https URL",
    "otel.exporter.otlp.endpoint, 'http://a b', no http or https URL",
    "otel.exporter.otlp.endpoint, file:/etc, no http or https URL",
  })
  void isOffWhereTheUserSaysSoOrItCannotBe(String name, String value, String why) {
    set(name, value);

    assertThat(settings().off()).contains(why);
  }

  @Test
  void isOnWhereOtlpIsOneOfTheExporters() {
    set("otel.metrics.exporter", "prometheus, otlp");

    assertThat(settings().off()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"S3cret", "x=S3cret%0d%0aHost: evil", "x=S3cret%zz", "na me=S3cret"})
  void leavesOutAHeaderThatIsNoneAndNeverRepeatsIt(String headers) {
    set("otel.exporter.otlp.headers", "good=one," + headers);

    OtlpSettings settings = settings();

    assertThat(settings.headers()).containsOnlyKeys("good");
    assertThat(settings.problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem)
                    .startsWith("OTEL_EXPORTER_OTLP_HEADERS")
                    .doesNotContain("S3cret"));
  }

  @ParameterizedTest
  @CsvSource({
    "otel.metric.export.interval, soon, OTEL_METRIC_EXPORT_INTERVAL is no number",
    "otel.metric.export.interval, 999999999999d, OTEL_METRIC_EXPORT_INTERVAL is no number",
    "otel.exporter.otlp.timeout, 0, OTEL_EXPORTER_OTLP_TIMEOUT is no number",
    "otel.exporter.otlp.metrics.temporality.preference, delta, only cumulative",
    "otel.exporter.otlp.client.key, /k.pem, not supported",
  })
  void saysWhatItDoesNotHonour(String name, String value, String problem) {
    set(name, value);

    OtlpSettings settings = settings();

    assertThat(settings.off()).isNull();
    assertThat(settings.problems())
        .singleElement()
        .satisfies(said -> assertThat(said).contains(problem));
    assertThat(settings.interval().getSeconds()).isEqualTo(60);
    assertThat(settings.timeout().getSeconds()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "orders, service.name=other, orders",
    ", 'service.namespace=shop,service.name=or%20ders', or ders",
    ", service.namespace=shop, ",
  })
  void knowsTheServiceByItsNameForOpenTelemetry(String name, String resource, String wanted) {
    set("otel.service.name", name);
    set("otel.resource.attributes", resource);

    assertThat(new OtelVariables(variables::get).serviceName()).isEqualTo(wanted);
  }

  private void set(String name, String value) {
    variables.put(name, value);
  }

  private OtlpSettings settings() {
    return OtlpSettings.of(new OtelVariables(variables::get));
  }

  private static Metric metric(ResourceMetrics all, String name) {
    return all.getScopeMetrics(0).getMetricsList().stream()
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .get();
  }

  private static Map<String, String> attributes(Iterable<KeyValue> list) {
    Map<String, String> attributes = new LinkedHashMap<>();
    list.forEach(each -> attributes.put(each.getKey(), each.getValue().getStringValue()));
    return attributes;
  }
}
