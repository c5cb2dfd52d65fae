package io.tokenrelay.agent.status;

import io.tokenrelay.agent.meter.Distribution;
import io.tokenrelay.agent.meter.Exemplar;
import io.tokenrelay.agent.meter.Metric;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * All figures of one moment as the body of a request by OTLP over HTTP: the message {@code
 * ExportMetricsServiceRequest} (<a href="https://opentelemetry.io/docs/specs/otlp/">OTLP 1.0</a>,
 * {@code opentelemetry/proto/metrics/v1/metrics.proto}). Written by hand, since the figures are
 * kept already: the SDK would keep them once more, with two megabytes of classes (decision 040).
 *
 * <p>Everything is cumulative since the agent started, so that a request that is lost loses
 * nothing.
 */
final class OtlpRequest {
  private static final int CUMULATIVE = 2;
  private static final String SCOPE = "io.tokenrelay";

  private final long begin;
  private final long now;

  private OtlpRequest(long beginMillis, long nowMillis) {
    this.begin = TimeUnit.MILLISECONDS.toNanos(beginMillis);
    this.now = TimeUnit.MILLISECONDS.toNanos(nowMillis);
  }

  /**
   * @param resource the attributes of the service
   */
  static byte[] of(Status status, Map<String, String> resource, long nowMillis) {
    return new OtlpRequest(status.startedAt(), nowMillis).write(status, resource).toByteArray();
  }

  private Protobuf write(Status status, Map<String, String> resource) {
    Protobuf metrics =
        new Protobuf().message(1, new Protobuf().text(1, SCOPE).text(2, status.version())); // scope
    Families families = Families.of(status);
    for (Metric metric : Metric.values()) {
      if (!families.of(metric).isEmpty()) {
        metrics.message(2, metric(metric, families));
      }
    }
    Protobuf attributes = new Protobuf();
    resource.forEach((name, value) -> attributes.message(1, attribute(name, value)));
    return new Protobuf()
        .message(1, new Protobuf().message(1, attributes).message(2, metrics)); // ResourceMetrics
  }

  private Protobuf metric(Metric metric, Families families) {
    Protobuf message =
        new Protobuf()
            .text(1, metric.metricName())
            .text(2, metric.meaning())
            .text(3, metric.unit());
    Protobuf data = new Protobuf();
    for (Series series : families.of(metric)) {
      Distribution distribution = series.distribution();
      data.message(1, distribution == null ? number(series) : histogram(series, distribution));
    }
    switch (metric.kind()) {
      case COUNTER:
        return message.message(7, data.number(2, CUMULATIVE).yes(3)); // Sum, monotonic
      case UP_DOWN:
        return message.message(7, data.number(2, CUMULATIVE));
      case HISTOGRAM:
        return message.message(9, data.number(2, CUMULATIVE));
      default:
        return message.message(5, data); // Gauge
    }
  }

  private Protobuf number(Series series) {
    Protobuf point = new Protobuf().fixed(2, begin).fixed(3, now).real(4, series.value());
    series.attributes().forEach((name, value) -> point.message(7, attribute(name, value)));
    return point;
  }

  private Protobuf histogram(Series series, Distribution distribution) {
    long[] counts = new long[distribution.buckets()];
    double[] bounds = new double[counts.length - 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = distribution.count(i);
      if (i < bounds.length) {
        bounds[i] = distribution.bound(i);
      }
    }
    Protobuf point =
        new Protobuf()
            .fixed(2, begin)
            .fixed(3, now)
            .fixed(4, distribution.count())
            .real(5, distribution.sum())
            .fixed(6, counts)
            .reals(7, bounds);
    for (Exemplar each : distribution.exemplars()) {
      point.message(8, exemplar(each));
    }
    series.attributes().forEach((name, value) -> point.message(9, attribute(name, value)));
    return point;
  }

  private static Protobuf exemplar(Exemplar exemplar) {
    return new Protobuf()
        .fixed(2, TimeUnit.MILLISECONDS.toNanos(exemplar.at()))
        .real(3, exemplar.seconds())
        .hexadecimal(4, exemplar.spanId())
        .hexadecimal(5, exemplar.traceId());
  }

  /** The semantic conventions make a status code a number, and all else text. */
  private static Protobuf attribute(String name, String value) {
    Protobuf any =
        name.equals(OtelMeters.STATUS_CODE)
            ? new Protobuf().number(3, Long.parseLong(value))
            : new Protobuf().text(1, value);
    return new Protobuf().text(1, name).message(2, any);
  }
}
