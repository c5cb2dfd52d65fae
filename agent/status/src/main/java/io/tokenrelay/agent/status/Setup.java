package io.tokenrelay.agent.status;

import io.tokenrelay.agent.config.Setting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The page's part about how the agent is configured, and what it has woven. */
final class Setup {
  private final Status status;
  private final Html html;

  Setup(Status status, Html html) {
    this.status = status;
    this.html = html;
  }

  void write() {
    configuration();
    woven();
  }

  private void configuration() {
    html.element("h2", "Configuration");
    Reload last = status.lastReload();
    if (last != null) {
      Instant at = Instant.ofEpochMilli(last.at()).truncatedTo(ChronoUnit.SECONDS);
      html.element("p", at + ", " + last.result().word() + ": " + last.sentence());
    }
    if (status.settings().isEmpty()) {
      html.element("p", "Nothing is set; everything has its default.");
    }
    Table settings = Table.wide("What is set", "property", "value", "from");
    for (Setting setting : status.settings()) {
      settings.row(setting.name(), setting.value(), setting.source());
    }
    settings.writeTo(html);
  }

  private void woven() {
    Map<String, List<String>> woven = status.woven();
    html.element("h2", "What is woven");
    html.element(
        "p",
        "The JDK's own clients, pools and threads are woven at the start, unless they are switched"
            + " off; they are not listed.");
    if (woven.isEmpty()) {
      html.element("p", "No class of a library is woven yet; they are, as they are loaded.");
      return;
    }
    for (Map.Entry<String, List<String>> each : woven.entrySet()) {
      List<String> classes = each.getValue();
      html.raw("<details><summary>").text(each.getKey() + ": ");
      html.text(classes.size() == 1 ? "1 class" : Amount.count(classes.size()) + " classes");
      html.raw("</summary>\n").list(classes).raw("</details>\n");
    }
  }
}
