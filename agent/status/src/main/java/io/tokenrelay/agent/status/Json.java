package io.tokenrelay.agent.status;

import io.tokenrelay.agent.config.Setting;
import io.tokenrelay.agent.meter.Distribution;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.LostTask;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a {@link Status} as JSON (RFC 8259). */
final class Json {
  private Json() {}

  static String health(Status status) {
    StringBuilder json = new StringBuilder(256);
    json.append("{\"status\": \"UP\", \"enabled\": ").append(status.isEnabled());
    json.append(", \"enforceEnabled\": ").append(status.isEnforceEnabled());
    json.append(", \"mode\": ");
    string(json, status.mode());
    alarms(json, status, ", ");
    return json.append("}\n").toString();
  }

  /**
   * @param unready why it is not ready; empty when it is
   */
  static String ready(Status status, List<String> unready) {
    StringBuilder json = new StringBuilder(256);
    json.append("{\"ready\": ").append(unready.isEmpty());
    json.append(", \"enabled\": ").append(status.isEnabled()).append(", \"unready\": ");
    strings(json, unready);
    json.append(", \"degraded\": ");
    strings(json, status.degraded());
    return json.append("}\n").toString();
  }

  static String status(Status status) {
    Map<String, Long> counters = new LinkedHashMap<>();
    for (Event event : Event.values()) {
      counters.put(event.flatName(), status.count(event));
    }
    Map<String, Long> gauges = new LinkedHashMap<>();
    for (Map.Entry<Gauge, Long> gauge : status.gauges().entrySet()) {
      gauges.put(gauge.getKey().flatName(), gauge.getValue());
    }
    StringBuilder json = new StringBuilder(2_048);
    json.append("{\n  \"version\": ");
    string(json, status.version());
    String service = status.serviceName();
    if (service != null) {
      json.append(",\n  \"serviceName\": ");
      string(json, service);
    }
    json.append(",\n  \"enabled\": ")
        .append(status.isEnabled())
        .append(",\n  \"enforceEnabled\": ");
    json.append(status.isEnforceEnabled()).append(",\n  \"mode\": ");
    string(json, status.mode());
    json.append(",\n  \"issuers\": ");
    strings(json, status.issuers());
    json.append(",\n  \"signatureProviders\": ");
    string(json, status.signatureProviders());
    alarms(json, status, ",\n  ");
    json.append(",\n  \"counters\": ");
    numbers(json, counters);
    json.append(",\n  \"gauges\": ");
    numbers(json, gauges);
    json.append(",\n  \"metrics\": ");
    metrics(json, Families.of(status));
    json.append(",\n  \"ledger\": ");
    ledger(json, status.ledger(), new Remedies(status));
    json.append(",\n  \"lostWork\": ");
    lostWork(json, status.lostWork(), new Remedies(status));
    json.append(",\n  \"settings\": ");
    settings(json, status.settings());
    json.append(",\n  \"lastReload\": ");
    reload(json, status.lastReload());
    json.append(",\n  \"woven\": ");
    woven(json, status.woven());
    json.append(",\n  \"lastProblems\": ");
    strings(json, status.lastProblems());
    json.append(",\n  \"unguardedPorts\": ");
    strings(json, status.unguardedPorts());
    json.append(",\n  \"refused\": ");
    numbers(json, status.refusals());
    return json.append("\n}\n").toString();
  }

  private static void woven(StringBuilder json, Map<String, List<String>> woven) {
    String separator = "{\n    ";
    for (Map.Entry<String, List<String>> each : woven.entrySet()) {
      json.append(separator);
      string(json, each.getKey());
      json.append(": ");
      strings(json, each.getValue());
      separator = ",\n    ";
    }
    json.append(woven.isEmpty() ? "{}" : "\n  }");
  }

  private static void metrics(StringBuilder json, Families families) {
    String separator = "[\n    ";
    for (Metric metric : Metric.values()) {
      for (Series series : families.of(metric)) {
        json.append(separator).append("{\"name\": ");
        string(json, metric.metricName());
        json.append(", \"unit\": ");
        string(json, metric.unit());
        for (Map.Entry<String, String> attribute : series.attributes().entrySet()) {
          json.append(", ");
          string(json, attribute.getKey());
          json.append(": ");
          string(json, attribute.getValue());
        }
        Distribution distribution = series.distribution();
        if (distribution != null) {
          json.append(", \"count\": ").append(distribution.count());
        }
        json.append(distribution == null ? ", \"value\": " : ", \"sum\": ");
        json.append(number(series.value())).append('}');
        separator = ",\n    ";
      }
    }
    json.append("\n  ]");
  }

  /** Whole numbers without a fraction. */
  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static void ledger(StringBuilder json, List<Entry> entries, Remedies remedies) {
    String separator = "[\n    ";
    for (Entry entry : entries) {
      json.append(separator).append("{\"destination\": ");
      string(json, entry.destination());
      json.append(", \"outcome\": ");
      string(json, entry.outcome().word());
      json.append(", \"reason\": ");
      string(json, entry.reason());
      json.append(", \"calls\": ").append(entry.calls());
      remedy(json, remedies.of(entry));
      separator = ",\n    ";
    }
    json.append(entries.isEmpty() ? "[]" : "\n  ]");
  }

  private static void lostWork(StringBuilder json, List<LostTask> tasks, Remedies remedies) {
    String separator = "[\n    ";
    for (LostTask lost : tasks) {
      json.append(separator).append("{\"task\": ");
      string(json, lost.task());
      json.append(", \"reason\": ");
      string(json, lost.reason());
      json.append(", \"times\": ").append(lost.times());
      remedy(json, remedies.of(lost));
      separator = ",\n    ";
    }
    json.append(tasks.isEmpty() ? "[]" : "\n  ]");
  }

  private static void settings(StringBuilder json, List<Setting> settings) {
    String separator = "[\n    ";
    for (Setting setting : settings) {
      json.append(separator).append("{\"name\": ");
      string(json, setting.name());
      json.append(", \"value\": ");
      string(json, setting.value());
      json.append(", \"source\": ");
      string(json, setting.source().toString());
      json.append('}');
      separator = ",\n    ";
    }
    json.append(settings.isEmpty() ? "[]" : "\n  ]");
  }

  private static void reload(StringBuilder json, @Nullable Reload reload) {
    if (reload == null) {
      json.append("null");
      return;
    }
    json.append("{\"at\": ");
    string(json, Instant.ofEpochMilli(reload.at()).toString());
    json.append(", \"result\": ");
    string(json, reload.result().word());
    json.append(", \"sentence\": ");
    string(json, reload.sentence());
    json.append('}');
  }

  private static void remedy(StringBuilder json, @Nullable String remedy) {
    if (remedy != null) {
      json.append(", \"remedy\": ");
      string(json, remedy);
    }
    json.append('}');
  }

  private static void alarms(StringBuilder json, Status status, String separator) {
    json.append(separator).append("\"unready\": ");
    strings(json, status.unready());
    json.append(separator).append("\"degraded\": ");
    strings(json, status.degraded());
  }

  private static void strings(StringBuilder json, List<String> strings) {
    String separator = "[";
    for (String string : strings) {
      json.append(separator);
      string(json, string);
      separator = ", ";
    }
    json.append(strings.isEmpty() ? "[]" : "]");
  }

  private static void numbers(StringBuilder json, Map<String, Long> numbers) {
    String separator = "{\n    ";
    for (Map.Entry<String, Long> number : numbers.entrySet()) {
      json.append(separator);
      string(json, number.getKey());
      json.append(": ").append(number.getValue().longValue());
      separator = ",\n    ";
    }
    json.append(numbers.isEmpty() ? "{}" : "\n  }");
  }

  private static void string(StringBuilder json, String string) {
    json.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
