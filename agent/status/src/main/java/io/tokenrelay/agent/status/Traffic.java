package io.tokenrelay.agent.status;

import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.LostTask;
import io.tokenrelay.agent.relay.ledger.Outcome;
import java.util.Map;

/** The page's part about what came in, what went out, and what was lost on the way. */
final class Traffic {
  private final Status status;
  private final Families families;
  private final Remedies remedies;
  private final Html html;

  Traffic(Status status, Families families, Html html) {
    this.status = status;
    this.families = families;
    this.remedies = new Remedies(status);
    this.html = html;
  }

  /** The few numbers that one looks at first. */
  void sums() {
    html.element("h2", "Since it started").raw("<dl class=\"sums\">\n");
    sum("requests", families.sum(Metric.INBOUND_REQUESTS));
    sum("with a valid token", families.sum(Metric.INBOUND_REQUESTS, "valid"));
    sum("with an invalid token", families.sum(Metric.INBOUND_REQUESTS, "invalid"));
    sum("rejected by the agent", families.sum(Metric.INBOUND_REJECTIONS));
    long dry = calls(Outcome.DRY_RUN);
    sum("calls with the token", calls(Outcome.INJECTED));
    if (dry > 0 || status.isDryRun()) {
      sum("calls that would have it", dry);
    }
    sum("calls it was kept from", calls(Outcome.SKIPPED));
    sum("answered 401 or 403", families.sum(Metric.OUTBOUND_REFUSALS));
    html.raw("</dl>\n");
  }

  /** Calls of work that has lost its request are not among them: their token is not known. */
  private long calls(Outcome outcome) {
    long calls = 0;
    for (Entry entry : status.ledger()) {
      calls += entry.outcome() == outcome ? entry.calls() : 0;
    }
    return calls;
  }

  private void sum(String what, long number) {
    html.term(what, Amount.count(number));
  }

  void write() {
    requests();
    calls();
    lostWork();
  }

  private void requests() {
    html.element("h2", "Requests");
    if (families.sum(Metric.INBOUND_REQUESTS) == 0) {
      html.element("p", "No request has reached the agent yet.");
    }
    Table found = Table.of("By what was found of a token", "token", "why", "requests");
    for (Series series : families.of(Metric.INBOUND_REQUESTS)) {
      if (series.value() > 0) {
        found.row(series.words(0), series.words(1), (long) series.value());
      }
    }
    found.writeTo(html);
    counted(Metric.INBOUND_REJECTIONS, "Rejected by the agent", "status");
    counted(Metric.INBOUND_WARNINGS, "Noteworthy", "what");
  }

  private void counted(Metric metric, String caption, String attribute) {
    Table table = Table.of(caption, attribute, "requests");
    for (Series series : families.of(metric)) {
      if (series.value() > 0) {
        table.row(series.words(0), (long) series.value());
      }
    }
    table.writeTo(html);
  }

  private void calls() {
    html.element("h2", "Calls");
    if (status.ledger().isEmpty()) {
      html.element("p", "No call was made for a request with a token yet.");
    }
    Table calls =
        Table.wide("By destination", "destination", "calls", "token", "why", "changed by");
    for (Entry entry : status.ledger()) {
      String remedy = remedies.of(entry);
      calls.row(
          entry.destination(),
          entry.calls(),
          entry.outcome().word().replace('_', ' '),
          entry.reason(),
          remedy == null ? "" : remedy);
    }
    calls.writeTo(html);
    Table refused = Table.of("Our token was answered 401 or 403", "destination", "calls");
    for (Map.Entry<String, Long> each : status.refusals().entrySet()) {
      refused.row(each.getKey(), each.getValue());
    }
    refused.writeTo(html);
  }

  private void lostWork() {
    if (status.lostWork().isEmpty()) {
      return;
    }
    html.element("h2", "Work that went without its request's token");
    Table lost = Table.wide("By class of task", "task", "times", "why", "carried by");
    for (LostTask each : status.lostWork()) {
      String remedy = remedies.of(each);
      lost.row(each.task(), each.times(), each.reason(), remedy == null ? "" : remedy);
    }
    lost.writeTo(html);
  }
}
