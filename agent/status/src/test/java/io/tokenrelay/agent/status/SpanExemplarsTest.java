package io.tokenrelay.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Switch;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The spans that durations were measured in, through each exporter that has exemplars. */
class SpanExemplarsTest {
  private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

  private final Counters counters = new Counters();
  private final FakeStatus status = new FakeStatus(new Switch(), counters);

  @BeforeEach
  @AfterEach
  void forget() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void areTheLastOfEachBucketForPrometheusWhereItAsksForOpenMetrics() throws Exception {
    status.checked(2); // a time series that is there before, and one that comes later
    trace(Sampler.alwaysOn());
    SpanExemplars.begin(counters);
    long begin = System.currentTimeMillis();
    checkedIn(span(), 2);
    SpanContext quick = checkedIn(span(), 2);
    SpanContext slow = checkedIn(span(), 3_000);

    String text = scraped(OPEN_METRICS);

    Matcher exemplar =
        Pattern.compile(
                "_bucket\\{[^}]*le=\"([^\"]+)\"} \\d+"
                    + " # \\{span_id=\"(\\w+)\",trace_id=\"(\\w+)\"} (\\S+) (\\S+)\n")
            .matcher(text);
    assertThat(exemplar.find()).as(text).isTrue();
    assertThat(exemplar.group(1)).isEqualTo("0.0025");
    assertThat(exemplar.group(2)).isEqualTo(quick.getSpanId());
    assertThat(exemplar.group(3)).isEqualTo(quick.getTraceId());
    assertThat(exemplar.group(4)).isEqualTo("0.002");
    assertThat(Double.parseDouble(exemplar.group(5)) * 1_000)
        .isBetween((double) begin, (double) System.currentTimeMillis());
    assertThat(exemplar.find()).as(text).isTrue();
    assertThat(exemplar.group(1)).isEqualTo("+Inf");
    assertThat(exemplar.group(3)).isEqualTo(slow.getTraceId());
    assertThat(exemplar.find()).isFalse();
    assertThat(text).endsWith("# EOF\n");
    assertThat(scraped(null)).doesNotContain("trace_id");
  }

  @Test
  void areInOtlp() throws Exception {
    trace(Sampler.alwaysOn());
    SpanExemplars.begin(counters);
    long begin = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    SpanContext span = checkedIn(span(), 2);

    HistogramDataPoint point = sent();

    assertThat(point.getUnknownFields().asMap()).isEmpty();
    assertThat(point.getExemplarsList())
        .singleElement()
        .satisfies(
            exemplar -> {
              assertThat(exemplar.getUnknownFields().asMap()).isEmpty();
              assertThat(exemplar.getTraceId())
                  .isEqualTo(ByteString.copyFrom(span.getTraceIdBytes()));
              assertThat(exemplar.getSpanId())
                  .isEqualTo(ByteString.copyFrom(span.getSpanIdBytes()));
              assertThat(exemplar.getAsDouble()).isEqualTo(0.002);
              assertThat(exemplar.getTimeUnixNano()).isGreaterThanOrEqualTo(begin);
            });
  }

  @Test
  void areOnlySpansThatSomebodyWillFind() throws Exception {
    trace(Sampler.alwaysOff());
    SpanExemplars.begin(counters);
    checkedIn(span(), 2);
    status.checked(2); // in no span

    assertThat(sent().getExemplarsCount()).isZero();
    assertThat(sent().getCount()).isEqualTo(2);
  }

  @Test
  void areNotKeptWhereNobodyTracesOrTheyAreNotAskedFor() throws Exception {
    SpanExemplars.begin(counters);
    GlobalOpenTelemetry.resetForTest();
    trace(Sampler.alwaysOn());
    checkedIn(span(), 2);

    assertThat(sent().getExemplarsCount()).isZero();
  }

  private static void trace(Sampler sampler) {
    GlobalOpenTelemetry.set(
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setSampler(sampler)
                    .addSpanProcessor(SimpleSpanProcessor.create(InMemorySpanExporter.create()))
                    .build())
            .build());
  }

  private static Span span() {
    return GlobalOpenTelemetry.getTracer("test").spanBuilder("GET").startSpan();
  }

  private SpanContext checkedIn(Span span, long millis) {
    try (Scope current = span.makeCurrent()) {
      status.checked(millis);
    } finally {
      span.end();
    }
    return span.getSpanContext();
  }

  private String scraped(String accept) throws Exception {
    return new String(Prometheus.accepted(accept).write(status), StandardCharsets.UTF_8);
  }

  private HistogramDataPoint sent() throws Exception {
    Metric checks =
        ExportMetricsServiceRequest.parseFrom(
                OtlpRequest.of(status, Collections.<String, String>emptyMap(), 1))
            .getResourceMetrics(0)
            .getScopeMetrics(0)
            .getMetricsList()
            .stream()
            .filter(metric -> metric.getName().equals("tokenrelay.signature.duration"))
            .findFirst()
            .get();
    return checks.getHistogram().getDataPoints(0);
  }
}
