package io.tokenrelay.agent.status;

import io.tokenrelay.agent.config.Json;
import io.tokenrelay.agent.config.Setting;
import io.tokenrelay.agent.meter.Distribution;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.LostTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link Status} as JSON. */
final class StatusJson {
  private StatusJson() {}

  static String health(Status status) {
    return new Json()
            .with("status", "UP")
            .with("enabled", status.isEnabled())
            .with("enforceEnabled", status.isEnforceEnabled())
            .with("mode", status.mode())
            .with("unready", status.unready())
            .with("degraded", status.degraded())
            .onOneLine()
        + '\n';
  }

  static String ready(Status status, Readiness.State state) {
    return state(state)
            .with("enabled", status.isEnabled())
            .with("unready", status.unready())
            .with("degraded", status.degraded())
            .onOneLine()
        + '\n';
  }

  /** For whoever is on another machine: nothing of the configuration. */
  static String ready(Readiness.State state) {
    return state(state).onOneLine() + '\n';
  }

  private static Json state(Readiness.State state) {
    return new Json().with("ready", state == Readiness.State.READY).with("state", state.word());
  }

  static String status(Status status) {
    Families families = Families.of(status);
    Json json = new Json().with("version", status.version());
    String service = status.serviceName();
    if (service != null) {
      json.with("serviceName", service);
    }
    return json.with("startedAt", Instant.ofEpochMilli(status.startedAt()).toString())
            .with("state", status.readiness().state().word())
            .with("enabled", status.isEnabled())
            .with("enforceEnabled", status.isEnforceEnabled())
            .with("mode", status.mode())
            .with("issuers", status.issuers())
            .with("signatureProviders", status.signatureProviders())
            .with("unready", status.unready())
            .with("degraded", status.degraded())
            .with("counters", counters(status))
            .with("gauges", gauges(families))
            .with("metrics", metrics(families))
            .with("ledger", ledger(status))
            .with("lostWork", lostWork(status))
            .with("settings", settings(status))
            .with("lastReload", reload(status.lastReload()))
            .with("woven", status.woven())
            .with("lastProblems", status.lastProblems())
            .with("unguardedPorts", status.unguardedPorts())
            .with("refused", status.refusals())
        + "\n";
  }

  private static Map<String, Long> counters(Status status) {
    Map<String, Long> counters = new LinkedHashMap<>();
    for (Event event : Event.values()) {
      counters.put(event.flatName(), status.count(event));
    }
    return counters;
  }

  private static Map<String, Long> gauges(Families families) {
    Map<String, Long> gauges = new LinkedHashMap<>();
    for (Gauge gauge : Gauge.values()) {
      gauges.put(gauge.flatName(), gauge.of(families));
    }
    return gauges;
  }

  private static List<Json> metrics(Families families) {
    List<Json> metrics = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      for (Series series : families.of(metric)) {
        Json json = new Json().with("name", metric.metricName()).with("unit", metric.unit());
        series.attributes().forEach(json::with);
        Distribution distribution = series.distribution();
        if (distribution == null) {
          json.with("value", number(series.value()));
        } else {
          json.with("count", distribution.count()).with("sum", number(series.value()));
        }
        metrics.add(json);
      }
    }
    return metrics;
  }

  /** Whole numbers without a fraction. */
  private static Number number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? (Number) (long) value : (Number) value;
  }

  private static List<Json> ledger(Status status) {
    Remedies remedies = new Remedies(status);
    List<Json> ledger = new ArrayList<>();
    for (Entry entry : status.ledger()) {
      Json json =
          new Json()
              .with("destination", entry.destination())
              .with("outcome", entry.outcome().word())
              .with("reason", entry.reason())
              .with("calls", entry.calls());
      ledger.add(withRemedy(json, remedies.of(entry)));
    }
    return ledger;
  }

  private static List<Json> lostWork(Status status) {
    Remedies remedies = new Remedies(status);
    List<Json> lostWork = new ArrayList<>();
    for (LostTask lost : status.lostWork()) {
      Json json =
          new Json()
              .with("task", lost.task())
              .with("reason", lost.reason())
              .with("times", lost.times());
      lostWork.add(withRemedy(json, remedies.of(lost)));
    }
    return lostWork;
  }

  private static Json withRemedy(Json json, @Nullable String remedy) {
    return remedy == null ? json : json.with("remedy", remedy);
  }

  private static List<Json> settings(Status status) {
    List<Json> settings = new ArrayList<>();
    for (Setting setting : status.settings()) {
      settings.add(
          new Json()
              .with("name", setting.name())
              .with("value", setting.value())
              .with("source", setting.source()));
    }
    return settings;
  }

  private static @Nullable Json reload(@Nullable Reload reload) {
    return reload == null
        ? null
        : new Json()
            .with("at", Instant.ofEpochMilli(reload.at()))
            .with("result", reload.result().word())
            .with("sentence", reload.sentence());
  }
}
