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
          + " (from the same machine, or a sidecar in the pod).\n"
          + "* **JMX**: the attribute `Metrics` of `io.tokenrelay:type=TokenRelay`, a table; and each"
          + " [counter](operations.md#the-counters) as an attribute of its own.\n"
          + "* **JSON**: `/status.json` of the same port, under `metrics`.\n"
          + "\n"
          + "Nothing of it is loaded before it is asked for. `tokenrelay.metrics.exporter` takes ways"
          + " away.\n"
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
