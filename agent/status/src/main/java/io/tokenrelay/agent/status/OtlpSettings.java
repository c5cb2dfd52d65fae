package io.tokenrelay.agent.status;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where metrics go by OTLP, from the variables that OpenTelemetry specifies and that a user has set
 * already (<a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">OpenTelemetry
 * Protocol Exporter</a>), each also as a system property. No value is ever repeated in a message: a
 * header is mostly a key. Immutable.
 */
public final class OtlpSettings {
  private static final String DEFAULT_ENDPOINT = "http://localhost:4318";
  private static final String PATH = "/v1/metrics";
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final OtelVariables variables;
  private final List<String> problems = new ArrayList<>();
  private final @Nullable String off;
  private final String endpoint;
  private final Map<String, String> headers;
  private final Duration timeout;
  private final Duration interval;
  private final boolean gzip;
  private final Map<String, String> resource;
  private final @Nullable String certificate;

  private OtlpSettings(OtelVariables variables) {
    this.variables = variables;
    this.resource = Collections.unmodifiableMap(variables.resource());
    this.endpoint = readEndpoint();
    this.headers = Collections.unmodifiableMap(readHeaders());
    this.timeout =
        duration("OTEL_EXPORTER_OTLP_TIMEOUT", variables.ofMetrics("timeout"), DEFAULT_TIMEOUT);
    Duration asked =
        duration(
            "OTEL_METRIC_EXPORT_INTERVAL",
            variables.get("otel.metric.export.interval"),
            DEFAULT_INTERVAL);
    this.interval = asked.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : asked;
    this.gzip = "gzip".equals(variables.ofMetrics("compression"));
    this.certificate = variables.ofMetrics("certificate");
    this.off = whyOff();
    unsupported();
  }

  static OtlpSettings of(OtelVariables variables) {
    return new OtlpSettings(variables);
  }

  /** Why nothing is exported, though it was asked for; null if it is. */
  @Nullable String off() {
    return off;
  }

  /** One line for each variable that is not honoured. */
  List<String> problems() {
    return problems;
  }

  /** An http or https URL. */
  public String endpoint() {
    return endpoint;
  }

  /** May be secret. */
  Map<String, String> headers() {
    return headers;
  }

  public Duration timeout() {
    return timeout;
  }

  Duration interval() {
    return interval;
  }

  boolean gzip() {
    return gzip;
  }

  /** The attributes of the service that are set. */
  Map<String, String> resource() {
    return resource;
  }

  /** A file of trusted certificates; null for the runtime's. */
  public @Nullable String certificate() {
    return certificate;
  }

  private @Nullable String whyOff() {
    if ("true".equalsIgnoreCase(variables.get("otel.sdk.disabled"))) {
      return "OTEL_SDK_DISABLED is true";
    }
    String exporters = variables.get("otel.metrics.exporter");
    if (exporters != null && !OtelVariables.entries(exporters).contains("otlp")) {
      return "OTEL_METRICS_EXPORTER does not name otlp";
    }
    String protocol = variables.ofMetrics("protocol");
    if (protocol != null && !protocol.equals("http/protobuf")) {
      return "OTEL_EXPORTER_OTLP_PROTOCOL is not http/protobuf, the only one that is spoken: set"
          + " OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=http/protobuf and"
          + " OTEL_EXPORTER_OTLP_METRICS_ENDPOINT to the collector's URL for it, which has port 4318"
          + " by default and ends in "
          + PATH;
    }
    return endpoint.isEmpty() ? "the endpoint is no http or https URL" : null;
  }

  private void unsupported() {
    String temporality = variables.ofMetrics("temporality.preference");
    if (temporality != null && !temporality.toLowerCase(Locale.ROOT).equals("cumulative")) {
      problems.add(
          "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: only cumulative is supported, and sent");
    }
    if (variables.ofMetrics("client.key") != null
        || variables.ofMetrics("client.certificate") != null) {
      problems.add(
          "OTEL_EXPORTER_OTLP_CLIENT_KEY and _CLIENT_CERTIFICATE are not supported: no certificate"
              + " of the client's is presented");
    }
  }

  /**
   * That of the metrics is used as it is; the general one is a base (OTLP exporter, "Endpoint").
   */
  private String readEndpoint() {
    String own = variables.get("otel.exporter.otlp.metrics.endpoint");
    String base = variables.get("otel.exporter.otlp.endpoint");
    if (own == null) {
      String whole = base == null ? DEFAULT_ENDPOINT : base;
      own = (whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole) + PATH;
    }
    try {
      URI uri = new URI(own);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean known = scheme.equals("http") || scheme.equals("https");
      return known && uri.getHost() != null ? own : "";
    } catch (URISyntaxException malformed) {
      return "";
    }
  }

  private Map<String, String> readHeaders() {
    String text = variables.ofMetrics("headers");
    Map<String, String> read = new LinkedHashMap<>();
    if (text != null && !OtelVariables.headers(text, read)) {
      problems.add(
          "OTEL_EXPORTER_OTLP_HEADERS: what is not name=value, with characters that a header may"
              + " have, is left out");
    }
    return read;
  }

  private Duration duration(String variable, @Nullable String text, Duration byDefault) {
    if (text == null) {
      return byDefault;
    }
    Duration read = OtelVariables.duration(text);
    if (read == null || read.isZero() || read.compareTo(LONGEST) > 0) {
      problems.add(
          variable + " is no number of milliseconds; " + byDefault.toMillis() + " is used");
      return byDefault;
    }
    return read;
  }
}
