package io.tokenrelay.agent.status;

import io.tokenrelay.agent.config.Setting;
import java.util.List;

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
    List<String> classes = status.wovenClasses();
    html.element("h2", "Woven classes");
    if (classes.isEmpty()) {
      html.element("p", "No class of a library is woven yet; they are, as they are loaded.");
      return;
    }
    html.raw("<details><summary>").text(Amount.count(classes.size()) + " classes of libraries");
    html.raw("</summary>\n").list(classes).raw("</details>\n");
  }
}
