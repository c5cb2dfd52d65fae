package io.tokenrelay.smoke;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Receives metrics by OTLP over HTTP, and reads them with the classes that OpenTelemetry generates
 * from its protocol, as its collector does.
 */
final class Collector implements AutoCloseable {
  /** One request for metrics. */
  record Export(Headers headers, ExportMetricsServiceRequest body) {
    /** Who has sent it. */
    String sender() {
      return headers.getFirst("User-Agent");
    }

    /** Whether it has metrics of the agent. */
    boolean isOfTheAgent() {
      return scopes().stream()
          .anyMatch(scope -> scope.getScope().getName().equals("io.tokenrelay"));
    }

    /** An attribute of the service; empty if it has none. */
    String resource(String name) {
      return body.getResourceMetricsList().stream()
          .map(all -> attribute(all.getResource().getAttributesList(), name))
          .findFirst()
          .orElse("");
    }

    /** The sum of the points of a counter that have this value for an attribute. */
    double sum(String metric, String attribute, String value) {
      double sum = 0;
      for (ScopeMetrics scope : scopes()) {
        for (Metric each : scope.getMetricsList()) {
          for (NumberDataPoint point : each.getSum().getDataPointsList()) {
            if (each.getName().equals(metric)
                && attribute(point.getAttributesList(), attribute).equals(value)) {
              sum += point.getAsDouble();
            }
          }
        }
      }
      return sum;
    }

    private List<ScopeMetrics> scopes() {
      return body.getResourceMetricsList().stream()
          .map(ResourceMetrics::getScopeMetricsList)
          .flatMap(List::stream)
          .toList();
    }

    static String attribute(List<KeyValue> attributes, String name) {
      return attributes.stream()
          .filter(each -> each.getKey().equals(name))
          .map(each -> each.getValue().getStringValue())
          .findFirst()
          .orElse("");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Export> exports = new CopyOnWriteArrayList<>();
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<String> unread = new CopyOnWriteArrayList<>();
  private final boolean challenges;

  private Collector(int port, boolean challenges) throws IOException {
    this.challenges = challenges;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::receive);
    server.setExecutor(threads);
    server.start();
  }

  static Collector start() throws IOException {
    return new Collector(0, false);
  }

  static Collector startOn(int port) throws IOException {
    return new Collector(port, false);
  }

  /** One that asks for a password, and sets a cookie. */
  static Collector challenging() throws IOException {
    return new Collector(0, true);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All that came. */
  List<Export> exports() {
    return new ArrayList<>(exports);
  }

  /** The last that has metrics of the agent. */
  Optional<Export> last() {
    List<Export> ofTheAgent = exports().stream().filter(Export::isOfTheAgent).toList();
    return ofTheAgent.isEmpty()
        ? Optional.empty()
        : Optional.of(ofTheAgent.get(ofTheAgent.size() - 1));
  }

  /** The spans of servers that have come. */
  List<Span> serverSpans() {
    return spans.stream().filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER).toList();
  }

  /** The traces of these spans. */
  Set<String> serverTraces() {
    return serverSpans().stream()
        .map(span -> hexadecimal(span.getTraceId()))
        .collect(Collectors.toSet());
  }

  /** The traces that the exemplars of a histogram name. */
  Set<String> exemplars(String metric) {
    return exports().stream()
        .flatMap(export -> export.scopes().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .filter(each -> each.getName().equals(metric))
        .flatMap(each -> each.getHistogram().getDataPointsList().stream())
        .flatMap(point -> point.getExemplarsList().stream())
        .map(exemplar -> hexadecimal(exemplar.getTraceId()))
        .collect(Collectors.toSet());
  }

  private static String hexadecimal(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  /** What came and is no request by OTLP for metrics. */
  List<String> unread() {
    return unread;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      InputStream raw = exchange.getRequestBody();
      byte[] body = (gzip ? new GZIPInputStream(raw) : raw).readAllBytes();
      if (exchange.getRequestURI().getPath().equals("/v1/metrics")
          && "application/x-protobuf"
              .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
        exports.add(
            new Export(exchange.getRequestHeaders(), ExportMetricsServiceRequest.parseFrom(body)));
      } else if (exchange.getRequestURI().getPath().equals("/v1/traces")) {
        ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
            .flatMap(all -> all.getScopeSpansList().stream())
            .forEach(scope -> spans.addAll(scope.getSpansList()));
      } else {
        unread.add(exchange.getRequestURI().toString());
      }
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      if (challenges) {
        exchange.getResponseHeaders().add("Connection", "close");
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"metrics\"");
        exchange.getResponseHeaders().add("Set-Cookie", "collectors=1; Path=/");
        exchange.sendResponseHeaders(401, -1);
      } else {
        byte[] answer = ExportMetricsServiceResponse.getDefaultInstance().toByteArray();
        exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      }
    } catch (IOException | RuntimeException odd) {
      unread.add(odd.toString());
      throw odd;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
