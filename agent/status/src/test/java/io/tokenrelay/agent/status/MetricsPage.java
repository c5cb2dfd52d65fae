package io.tokenrelay.agent.status;

import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code docs/metrics.md}, as it follows from {@link Metric} and {@link Event}. */
final class MetricsPage {
  private MetricsPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| metric | in Prometheus | kind | unit | what it measures | attributes |\n");
    page.append("|---|---|---|---|---|---|\n");
    for (Metric metric : Metric.values()) {
      page.append("| `").append(metric.metricName()).append("` | `");
      page.append(Prometheus.exposedName(metric)).append("` | ");
      page.append(metric.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')).append(" | ");
      page.append('`').append(metric.unit()).append("` | ").append(metric.meaning());
      page.append(" | ").append(attributes(metric)).append(" |\n");
    }
    page.append(ATTRIBUTES);
    page.append("| metric | attributes | counter |\n|---|---|---|\n");
    for (Metric metric : Metric.values()) {
      for (Event event : Event.values()) {
        if (event.metric() == metric) {
          page.append("| `").append(metric.metricName()).append("` | ");
          page.append(values(event)).append(" | `").append(event.flatName()).append("` |\n");
        }
      }
    }
    return page.append(TOTALS).toString();
  }

  private static String attributes(Metric metric) {
    List<String> names = new ArrayList<>();
    for (String name : metric.attributes()) {
      names.add("`" + name + "`");
    }
    return names.isEmpty() ? "–" : String.join(", ", names);
  }

  private static String values(Event event) {
    List<String> values = new ArrayList<>();
    for (String value : event.attributes()) {
      if (!value.isEmpty()) {
        values.add("`" + value + "`");
      }
    }
    return values.isEmpty() ? "–" : String.join(", ", values);
  }

  private static final String HEAD =
      "<!-- Generated from Metric.java and Event.java: edit those, and run MetricsPageTest with"
          + " -Dupdate -->\n"
          + "# Metrics\n"
          + "\n"
          + "The agent's metrics follow OpenTelemetry's semantic conventions, and have the same names"
          + " and attributes wherever they are read:\n"
          + "\n"
          + "* **OpenTelemetry**: attach its Java agent as well, before or after this one. Nothing is to"
          + " be configured; the metrics go where its own go.\n"
          + "* **Prometheus**: set `tokenrelay.health.http-port`, and scrape `/metrics` on 127.0.0.1"
          + " ([how](#by-prometheus)).\n"
          + "* **OTLP**: `tokenrelay.metrics.exporter=otel,jmx,prometheus,otlp` sends them to a collector"
          + " ([below](#by-otlp)); not needed where the OpenTelemetry agent is attached.\n"
          + "* **JMX**: the attribute `Metrics` of `io.tokenrelay:type=TokenRelay`, a table; and each"
          + " [counter](operations.md#the-counters) as an attribute of its own.\n"
          + "* **JSON**: `/status.json` of the same port, under `metrics`.\n"
          + "\n"
          + "Nothing of it is loaded before it is asked for. `tokenrelay.metrics.exporter` removes"
          + " some of these ways, or adds OTLP.\n"
          + "\n"
          + "The number of time series is bounded: an attribute's value is one of those below, or an"
          + " issuer of the configuration, or a destination, of which\n"
          + "`tokenrelay.metrics.destination-cardinality` (200) are told apart; the rest is `other`. No"
          + " metric has anything of a token or of a user.\n"
          + "\n";

  private static final String ATTRIBUTES =
      "\n"
          + "`server.address` is a host in canonical spelling, with its port unless that is the scheme's"
          + " default. `tokenrelay.decision` is `injected`, `dry_run` or\n"
          + "`skipped`; its `tokenrelay.reason` is one of"
          + " [these](operations.md#why-a-destination-gets-no-token). `tokenrelay.issuer` is the name in"
          + " `tokenrelay.issuers`.\n"
          + "\n"
          + "## By Prometheus\n"
          + "\n"
          + "The status port is on 127.0.0.1 alone, so Prometheus, or what collects for it, runs on the same"
          + " machine:\n"
          + "\n"
          + "```yaml\n"
          + "scrape_configs:\n"
          + "  - job_name: tokenrelay\n"
          + "    static_configs:\n"
          + "      - targets: ['127.0.0.1:9464']\n"
          + "        labels: { service: orders }\n"
          + "```\n"
          + "\n"
          + "In Kubernetes that is a collector in the pod, a sidecar with this configuration. Without"
          + " one, send by [OTLP](#by-otlp). A sidecar that only forwards\n"
          + "must set `Host` to `127.0.0.1`: any other name is answered 421. 9464 is also the default port"
          + " of OpenTelemetry's Prometheus exporter (`OTEL_EXPORTER_PROMETHEUS_PORT`):\n"
          + "where that runs in the service, choose another for one of them.\n"
          + "\n"
          + "## By OTLP\n"
          + "\n"
          + "With `otlp` in `tokenrelay.metrics.exporter`, the agent sends all of its metrics by OTLP over HTTP"
          + " (`http/protobuf`), on Java 8 and later. The receiver\n"
          + "may be the OpenTelemetry Collector, Prometheus (from 2.47, with its OTLP receiver switched on) or"
          + " a vendor's. Where to, and how, is said by the variables that\n"
          + "OpenTelemetry specifies, which a service may have already, or by system properties of the same"
          + " names (`otel.exporter.otlp.endpoint`):\n"
          + "\n"
          + "| variable | default | |\n"
          + "|---|---|---|\n"
          + "| `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT` | – | the URL to post to, as it is |\n"
          + "| `OTEL_EXPORTER_OTLP_ENDPOINT` | `http://localhost:4318` | the same without `/v1/metrics` |\n"
          + "| `OTEL_EXPORTER_OTLP_HEADERS` | – | `name=value,name=value`, percent-encoded; never shown anywhere |\n"
          + "| `OTEL_EXPORTER_OTLP_TIMEOUT` | `10000` | milliseconds, to connect and to wait for data |\n"
          + "| `OTEL_EXPORTER_OTLP_COMPRESSION` | `none` | or `gzip` |\n"
          + "| `OTEL_EXPORTER_OTLP_CERTIFICATE` | the runtime's | a PEM file of certificates to trust, read again when it changes |\n"
          + "| `OTEL_EXPORTER_OTLP_PROTOCOL` | `http/protobuf` | with any other nothing is sent, and a WARN says so: set the one of the metrics |\n"
          + "| `OTEL_METRIC_EXPORT_INTERVAL` | `60000` | milliseconds; at least 1000 |\n"
          + "| `OTEL_SERVICE_NAME` | `unknown_service:java` | the service's name, unless `tokenrelay.service-name` is set |\n"
          + "| `OTEL_RESOURCE_ATTRIBUTES` | – | attributes of the service. `service.instance.id` is made up for each process if it is not among them |\n"
          + "| `OTEL_METRICS_EXPORTER` | `otlp` | if it does not name `otlp`, nothing is sent |\n"
          + "| `OTEL_SDK_DISABLED` | `false` | with `true` nothing is sent |\n"
          + "\n"
          + "The variables of the exporter also exist for metrics alone (`OTEL_EXPORTER_OTLP_METRICS_HEADERS`),"
          + " which take precedence. Client certificates and delta\n"
          + "temporality are not supported; a WARN says so where they are set. Views are not either.\n"
          + "\n"
          + "The first export is sent at the service's first request, or five seconds after a supported server"
          + " has opened its port; then one goes out at each interval,\n"
          + "and one when the JVM ends, which waits two seconds for it at most. All values are sums since the"
          + " start, so a request that fails loses nothing: that is one WARN,\n"
          + "and an INFO line once it works again. The requests come from a thread of the agent's own, carry no"
          + " user's token, and use neither the application's proxies, cookies\n"
          + "and passwords nor its handlers of URLs; the JVM's own proxies (`https.proxyHost`) are used. If an"
          + " OpenTelemetry agent is attached, it sends the metrics, and nothing is sent twice.\n"
          + "\n"
          + "## Exemplars\n"
          + "\n"
          + "An exemplar is one measured duration with the ids of its trace and span: from a slow bucket of"
          + " `tokenrelay.signature.duration` or\n"
          + "`tokenrelay.introspection.request.duration`, which are measured while a request waits, one gets to"
          + " that very request. Only sampled spans count.\n"
          + "\n"
          + "* **With an OpenTelemetry agent attached**, which sends the metrics, nothing is to be set here: it adds"
          + " exemplars itself, as `OTEL_METRICS_EXEMPLAR_FILTER` says.\n"
          + "  Only histograms can have them, as all other metrics are read when they are sent, and not while a"
          + " request is there.\n"
          + "* **Prometheus**: `tokenrelay.metrics.exemplars=true`, with an OpenTelemetry agent attached that makes"
          + " the spans. Of each bucket the last one is at `/metrics`, if the\n"
          + "  scraper asks for OpenMetrics, as Prometheus does; it keeps them with"
          + " `--enable-feature=exemplar-storage`.\n"
          + "* **OTLP of this agent's own**: with the same property, but only if something other than an"
          + " OpenTelemetry agent has the spans, through OpenTelemetry's API: an agent\n"
          + "  that is attached sends the metrics itself.\n"
          + "* JMX and JSON have none. Fetches of keys and of status lists have none: they belong to no request.\n"
          + "\n"
          + "## Ratios\n"
          + "\n"
          + "The share of tokens that were found in the cache of valid ones, in PromQL:\n"
          + "\n"
          + "```\n"
          + "sum by (instance) (rate(tokenrelay_cache_lookups_total{tokenrelay_cache=\"verified\","
          + " tokenrelay_result=\"hit\"}[5m]))\n"
          + "  / sum by (instance) (rate(tokenrelay_cache_lookups_total{tokenrelay_cache=\"verified\"}[5m]))\n"
          + "```\n"
          + "\n"
          + "`tokenrelay.token.distinct.count` says how many tokens the cache should hold. An instance keeps a sketch"
          + " of 12 KB for it, in which no token can be recognised, and begins\n"
          + "it when its metrics are first read: where nobody reads them, nothing is counted. The numbers of"
          + " instances cannot be added up, since one token may come to several.\n"
          + "Tokens that are introspected instead of verified here are not among them.\n"
          + "\n"
          + "## On spans\n"
          + "\n"
          + "With `tokenrelay.traces.attributes=true`, and an OpenTelemetry agent attached, what was found of a"
          + " request's token is also on the span that is current where the\n"
          + "request is taken in, which is the server's: `tokenrelay.result`, and `tokenrelay.reason` if there is"
          + " one, with the values that `tokenrelay.inbound.requests` has below.\n"
          + "So a failing call can be found by the token's fault. Nothing of the token or of its user is written.\n"
          + "\n"
          + "## Which counter is which series\n"
          + "\n"
          + "What to do when one grows is said of the [counters](operations.md#the-counters).\n"
          + "\n";

  private static final String TOTALS =
      "\n"
          + "Counters that are not in this table are totals: `relayed`, `relay.dry.run` and `skipped.*` of"
          + " `tokenrelay.outbound.calls`, `refused.downstream` of\n"
          + "`tokenrelay.outbound.refusals`, `jwks.*` of `tokenrelay.key.fetches`, `signature.checked` of"
          + " `tokenrelay.signature.duration`, `token.invalid` of all\n"
          + "`invalid.*`, `request.rejected` of all `rejected.*`, and `request.received` of"
          + " `tokenrelay.inbound.requests`.\n";
}
