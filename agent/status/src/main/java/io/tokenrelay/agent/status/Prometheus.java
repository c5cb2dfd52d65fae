package io.tokenrelay.agent.status;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import io.prometheus.metrics.model.snapshots.Unit;
import io.tokenrelay.agent.meter.Distribution;
import io.tokenrelay.agent.meter.Exemplar;
import io.tokenrelay.agent.meter.Metric;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures as Prometheus scrapes them. Names follow OpenTelemetry's rules for Prometheus: {@code
 * tokenrelay.signature.duration} in {@code s} is {@code tokenrelay_signature_duration_seconds}, a
 * counter ends in {@code _total}, and dots in the names of attributes are underscores.
 *
 * <p>Loaded with the first scrape.
 */
final class Prometheus {
  private static final ExpositionFormatWriter TEXT = PrometheusTextFormatWriter.create();
  private static final ExpositionFormatWriter OPEN_METRICS = OpenMetricsTextFormatWriter.create();

  private final ExpositionFormatWriter writer;

  private Prometheus(ExpositionFormatWriter writer) {
    this.writer = writer;
  }

  /**
   * @param accept the value of the scraper's {@code Accept} header, or null
   */
  static Prometheus accepted(@Nullable String accept) {
    return new Prometheus(OPEN_METRICS.accepts(accept) ? OPEN_METRICS : TEXT);
  }

  String contentType() {
    return writer.getContentType();
  }

  byte[] write(Status status) throws IOException {
    Families families = Families.of(status);
    List<MetricSnapshot> all = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      if (!families.of(metric).isEmpty()) {
        all.add(snapshot(metric, families.of(metric)));
      }
    }
    String service = status.serviceName();
    if (service != null) { // as OpenTelemetry's rules for Prometheus have a resource
      Labels labels = Labels.of("service_name", service);
      all.add(
          new InfoSnapshot(
              new MetricMetadata("target", "What is scraped"),
              Collections.singletonList(new InfoDataPointSnapshot(labels))));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
    writer.write(out, new MetricSnapshots(all));
    return out.toByteArray();
  }

  /** The name of a metric in an exposition; a histogram's without that of its parts. */
  static String exposedName(Metric metric) {
    return metric.kind() == Metric.Kind.COUNTER ? name(metric) + "_total" : name(metric);
  }

  /** The name of a metric, without a counter's suffix. */
  static String name(Metric metric) {
    Unit unit = unit(metric);
    String name = PrometheusNaming.prometheusName(metric.metricName());
    return unit == null || name.endsWith("_" + unit) ? name : name + "_" + unit;
  }

  private static MetricSnapshot snapshot(Metric metric, List<Series> family) {
    MetricMetadata metadata =
        new MetricMetadata(name(metric), capitalized(metric.meaning()), unit(metric));
    switch (metric.kind()) {
      case COUNTER:
        return new CounterSnapshot(metadata, counters(family));
      case HISTOGRAM:
        return new HistogramSnapshot(metadata, histograms(family));
      default:
        return new GaugeSnapshot(metadata, gauges(family));
    }
  }

  private static List<CounterDataPointSnapshot> counters(List<Series> family) {
    List<CounterDataPointSnapshot> points = new ArrayList<>();
    for (Series series : family) {
      points.add(new CounterDataPointSnapshot(series.value(), labels(series), null, 0L));
    }
    return points;
  }

  private static List<GaugeDataPointSnapshot> gauges(List<Series> family) {
    List<GaugeDataPointSnapshot> points = new ArrayList<>();
    for (Series series : family) {
      points.add(new GaugeDataPointSnapshot(series.value(), labels(series), null));
    }
    return points;
  }

  private static List<HistogramDataPointSnapshot> histograms(List<Series> family) {
    List<HistogramDataPointSnapshot> points = new ArrayList<>();
    for (Series series : family) {
      Distribution distribution = series.distribution();
      if (distribution != null) {
        points.add(
            new HistogramDataPointSnapshot(
                buckets(distribution),
                distribution.sum(),
                labels(series),
                exemplars(distribution),
                0L));
      }
    }
    return points;
  }

  /** Written in OpenMetrics only: the older format has none. */
  private static Exemplars exemplars(Distribution distribution) {
    Exemplars.Builder exemplars = Exemplars.builder();
    for (Exemplar each : distribution.exemplars()) {
      exemplars.exemplar(
          io.prometheus.metrics.model.snapshots.Exemplar.builder()
              .value(each.seconds())
              .timestampMillis(each.at())
              .traceId(each.traceId())
              .spanId(each.spanId())
              .build());
    }
    return exemplars.build();
  }

  private static ClassicHistogramBuckets buckets(Distribution distribution) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < distribution.buckets(); i++) {
      buckets.bucket(distribution.bound(i), distribution.count(i));
    }
    return buckets.build();
  }

  private static Labels labels(Series series) {
    Labels.Builder labels = Labels.builder();
    series
        .attributes()
        .forEach((name, value) -> labels.label(PrometheusNaming.prometheusName(name), value));
    return labels.build();
  }

  private static @Nullable Unit unit(Metric metric) {
    switch (metric.unit()) {
      case "s":
        return Unit.SECONDS;
      case "By":
        return Unit.BYTES;
      default:
        return null;
    }
  }

  private static String capitalized(String meaning) {
    return Character.toUpperCase(meaning.charAt(0)) + meaning.substring(1);
  }
}
