package io.tokenrelay.agent.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The status as one self-contained page, for somebody who is paged at night: whether all is well,
 * what is wrong and what to do about it, the last errors; then what happened to tokens, whether
 * they can be verified, and how it is set up. No script, nothing fetched, nothing of a token.
 */
final class Page {
  /** Forbids whatever the page does not need. */
  static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final Status status;
  private final Readiness.State state;
  private final Html html = new Html();

  private Page(Status status) {
    this.status = status;
    this.state = status.readiness().state();
  }

  static String of(Status status) {
    return new Page(status).write();
  }

  private String write() {
    Families families = Families.of(status);
    Traffic traffic = new Traffic(status, families, html);
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .element("title", verdict() + " · " + name())
        .raw("<style>\n")
        .raw(Style.text())
        .raw("</style>\n</head>\n<body>\n");
    heading();
    html.raw("<main>\n");
    traffic.sums();
    sentences("Last warnings and errors", status.lastProblems());
    sentences("Ports where nothing is enforced", status.unguardedPorts());
    traffic.write();
    new Trust(status, families, html).write();
    new Setup(status, html).write();
    html.raw("</main>\n</body>\n</html>\n");
    return html.toString();
  }

  private String name() {
    String service = status.serviceName();
    return service == null ? "TokenRelay" : service;
  }

  private String verdict() {
    switch (state) {
      case DRAINING:
        return "Draining";
      case UNREADY:
        return "Not ready";
      case STARTING:
        return "Starting";
      default:
        return status.degraded().isEmpty() ? "Ready" : "Degraded";
    }
  }

  private void heading() {
    String verdict = verdict().toLowerCase(Locale.ROOT);
    html.raw("<header class=\"" + verdict.replace(' ', '-') + "\">\n");
    html.element("h1", name() + ": " + verdict);
    html.element("p", meaning());
    sentences("Why it is not ready", status.unready());
    sentences("What is off", status.degraded());
    switches();
    html.raw("<dl>\n")
        .term("Mode", status.mode() + (status.isEnforceEnabled() ? "" : ", rejects nobody"))
        .term("Relaying", relaying())
        .term("Version", "TokenRelay " + status.version())
        .term("Runs for", status.uptime().toString())
        .term("As of", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .raw("</dl>\n")
        .raw("<p><a href=\"/\">Read it again</a> <a href=\"/status.json\">All of it as JSON</a>")
        .raw("</p>\n</header>\n");
  }

  private String relaying() {
    return !status.isEnabled()
        ? "switched off"
        : status.isDryRun() ? "dry run: no token is sent" : "on";
  }

  private String meaning() {
    switch (state) {
      case DRAINING:
        return "Balancers are told to send no more requests (/ready answers 503). Those that come"
            + " are served as ever.";
      case UNREADY:
        return "It does not serve as configured, and /ready answers 503.";
      case STARTING:
        return "It has just started, and /ready answers 503 for a moment.";
      default:
        return status.degraded().isEmpty()
            ? "It serves as configured."
            : "It serves, but not everything works as configured.";
    }
  }

  /** What takes the agent out of the way at once, for whoever has to decide that at night. */
  private void switches() {
    List<String> switches = new ArrayList<>();
    if (status.isEnforceEnabled() && !status.mode().equals("observe")) {
      switches.add("EnforceEnabled=false serves every request, whatever its token");
    }
    if (status.isEnabled()) {
      switches.add("Enabled=false makes all calls without the token");
    }
    boolean wrong = state == Readiness.State.UNREADY || !status.degraded().isEmpty();
    if (wrong && !switches.isEmpty()) {
      html.element("h2", "If it must be out of the way now")
          .element("p", "Without a restart, in JMX (io.tokenrelay:type=TokenRelay):")
          .list(switches);
    }
  }

  private void sentences(String title, List<String> sentences) {
    if (!sentences.isEmpty()) {
      html.element("h2", title).list(sentences);
    }
  }
}
