package io.tokenrelay.agent.status;

import io.tokenrelay.agent.config.Setting;
import io.tokenrelay.agent.meter.Distribution;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.LostTask;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The status as one self-contained page, for somebody who is paged at night: first whether all is
 * well and what to do, then what happened to requests and calls, then the rest. No script, nothing
 * fetched, nothing of a token.
 */
final class Page {
  /** Forbids whatever the page does not need. */
  static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final Status status;
  private final Families families;
  private final Html html = new Html();

  private Page(Status status) {
    this.status = status;
    this.families = Families.of(status);
  }

  static String of(Status status) {
    return new Page(status).write();
  }

  private String write() {
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .raw("<title>")
        .text(verdict() + " · TokenRelay")
        .raw("</title>\n<style>\n")
        .raw(Style.text())
        .raw("</style>\n</head>\n<body>\n");
    heading();
    html.raw("<main>\n");
    problems();
    requests();
    calls();
    lostWork();
    keys();
    verification();
    woven();
    log();
    configuration();
    html.raw("</main>\n</body>\n</html>\n");
    return html.toString();
  }

  private String verdict() {
    return !status.unready().isEmpty()
        ? "Not ready"
        : status.degraded().isEmpty() ? "Ready" : "Degraded";
  }

  private void heading() {
    html.raw("<header class=\"" + verdict().toLowerCase(Locale.ROOT).replace(' ', '-') + "\">\n");
    html.element("h1", "TokenRelay: " + verdict().toLowerCase(Locale.ROOT));
    html.raw("<dl>");
    term("Mode", status.mode());
    term("Relaying", status.isEnabled() ? "on" : "off");
    term("Enforcement", status.isEnforceEnabled() ? "as the mode says" : "switched off");
    term("Version", status.version());
    term("At", Instant.ofEpochMilli(System.currentTimeMillis()).toString());
    html.raw(
        "</dl>\n<p><a href=\"/\">Read it again</a> · <a href=\"/status.json\">as JSON</a></p>\n");
    html.raw("</header>\n");
  }

  private void term(String term, String value) {
    html.raw("<div><dt>").text(term).raw("</dt><dd>").text(value).raw("</dd></div>");
  }

  private void problems() {
    if (!status.unready().isEmpty()) {
      html.element("h2", "Why it is not ready").list(status.unready());
    }
    if (!status.degraded().isEmpty()) {
      html.element("h2", "What is off").list(status.degraded());
    }
    if (!status.unguardedPorts().isEmpty()) {
      html.element("h2", "Ports where nothing is enforced").list(status.unguardedPorts());
    }
  }

  private void requests() {
    html.element("h2", "Requests")
        .table("Requests by what was found of a token", "token", "why", "requests");
    for (Series series : families.of(Metric.INBOUND_REQUESTS)) {
      if (series.value() > 0) {
        html.row(
            attribute(series, 0, Metric.INBOUND_REQUESTS),
            attribute(series, 1, Metric.INBOUND_REQUESTS),
            (long) series.value());
      }
    }
    html.endTable();
    rows(Metric.INBOUND_REJECTIONS, "Answered by the agent", "status", "requests");
    rows(Metric.INBOUND_WARNINGS, "Noteworthy", "what", "requests");
  }

  private void calls() {
    html.element("h2", "Calls");
    if (status.ledger().isEmpty()) {
      html.element("p", "No call was made for a request with a token.");
      return;
    }
    html.table(
        "Calls by destination", "destination", "token", "why", "calls", "what would change it");
    for (Entry entry : status.ledger()) {
      String remedy = entry.remedy();
      html.row(
          entry.destination(),
          words(entry.outcome().word()),
          words(entry.reason()),
          entry.calls(),
          remedy == null ? "" : remedy);
    }
    html.endTable();
    if (!status.refusals().isEmpty()) {
      html.table("Answered 401 or 403 with our token", "destination", "calls");
      for (Map.Entry<String, Long> refused : status.refusals().entrySet()) {
        html.row(refused.getKey(), refused.getValue());
      }
      html.endTable();
    }
  }

  private void lostWork() {
    if (status.lostWork().isEmpty()) {
      return;
    }
    html.element("h2", "Work that went without its request's token");
    html.table("By class of task", "task", "why", "times", "what would carry it");
    for (LostTask lost : status.lostWork()) {
      html.row(lost.task(), lost.reason(), lost.times(), lost.remedy());
    }
    html.endTable();
  }

  private void keys() {
    html.element("h2", "Issuers").list(status.issuers());
    Map<String, Object[]> rows = new TreeMap<>();
    fill(rows, Metric.KEYS, 0);
    fill(rows, Metric.KEY_AGE, 1);
    fill(rows, Metric.KEY_STALENESS, 2);
    if (rows.isEmpty()) {
      html.element("p", "No keys were fetched yet: they come with the first requests.");
      return;
    }
    html.table("Keys", "issuer", "keys", "fetched ago, in s", "overdue, in s");
    for (Map.Entry<String, Object[]> row : rows.entrySet()) {
      html.row(row.getKey(), row.getValue());
    }
    html.endTable();
  }

  private void fill(Map<String, Object[]> rows, Metric metric, int column) {
    for (Series series : families.of(metric)) {
      fill(rows, metric, series, column);
    }
  }

  private static void fill(Map<String, Object[]> rows, Metric metric, Series series, int column) {
    Object[] cells = rows.computeIfAbsent(attribute(series, 0, metric), unseen -> new Object[0]);
    if (cells.length <= column) {
      int before = cells.length;
      cells = Arrays.copyOf(cells, column + 1);
      Arrays.fill(cells, before, column, "");
      rows.put(attribute(series, 0, metric), cells);
    }
    cells[column] = (long) series.value();
  }

  private void verification() {
    html.element("h2", "Verification");
    html.element("p", "Signatures are verified by " + status.signatureProviders() + ".");
    if (!families.of(Metric.SIGNATURE_DURATION).isEmpty()) {
      html.table("Signatures checked", "algorithm", "provider", "checks", "mean, in µs");
      for (Series series : families.of(Metric.SIGNATURE_DURATION)) {
        Distribution checks = series.distribution();
        if (checks != null && checks.count() > 0) {
          html.row(
              attribute(series, 0, Metric.SIGNATURE_DURATION),
              attribute(series, 1, Metric.SIGNATURE_DURATION),
              checks.count(),
              Math.round(checks.sum() / checks.count() * 1_000_000));
        }
      }
      html.endTable();
    }
    caches();
  }

  private void caches() {
    Map<String, Object[]> rows = new TreeMap<>();
    for (Series series : families.of(Metric.CACHE_LOOKUPS)) {
      boolean hit = "hit".equals(attribute(series, 1, Metric.CACHE_LOOKUPS));
      if (series.value() > 0) {
        fill(rows, Metric.CACHE_LOOKUPS, series, hit ? 0 : 1);
      }
    }
    fill(rows, Metric.CACHE_ENTRIES, 2);
    fill(rows, Metric.CACHE_SIZE, 3);
    fill(rows, Metric.CACHE_LIMIT, 4);
    fill(rows, Metric.CACHE_EVICTIONS, 5);
    if (rows.isEmpty()) {
      return;
    }
    html.table("Caches", "cache", "hits", "misses", "entries", "bytes", "of at most", "dropped");
    for (Map.Entry<String, Object[]> row : rows.entrySet()) {
      html.row(row.getKey(), row.getValue());
    }
    html.endTable();
  }

  private void woven() {
    List<String> classes = status.wovenClasses();
    html.element("h2", "Woven");
    html.raw("<details><summary>").text(classes.size() + " classes of libraries");
    html.raw("</summary>\n").list(classes).raw("</details>\n");
  }

  private void log() {
    if (!status.lastProblems().isEmpty()) {
      html.element("h2", "Last warnings and errors").list(status.lastProblems());
    }
  }

  private void configuration() {
    html.element("h2", "Configuration").table("What is set", "property", "value", "from");
    for (Setting setting : status.settings()) {
      html.row(setting.name(), setting.value(), setting.source());
    }
    html.endTable();
  }

  /** A metric with one attribute, if anything of it was counted. */
  private void rows(Metric metric, String caption, String attribute, String counted) {
    boolean any = false;
    for (Series series : families.of(metric)) {
      if (series.value() > 0) {
        if (!any) {
          html.table(caption, attribute, counted);
          any = true;
        }
        html.row(words(attribute(series, 0, metric)), (long) series.value());
      }
    }
    if (any) {
      html.endTable();
    }
  }

  private static String attribute(Series series, int index, Metric metric) {
    String value = series.attributes().get(metric.attributes().get(index));
    return value == null ? "" : words(value);
  }

  private static String words(String constant) {
    return constant.replace('_', ' ');
  }
}
