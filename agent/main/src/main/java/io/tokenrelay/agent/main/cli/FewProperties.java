package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.RelayProperties;
import io.tokenrelay.agent.relay.destination.DestinationProperties;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What {@code --help} prints below the commands: the properties that most people need. */
final class FewProperties {
  private static final List<Property<?>> FEW =
      Arrays.asList(
          IssuerProperties.URI,
          IssuerProperties.AUDIENCES,
          IssuerProperties.JWKS_URI,
          InboundProperties.MODE,
          RelayProperties.DRY_RUN,
          DestinationProperties.DESTINATIONS,
          DestinationProperties.ALLOW,
          AgentProperties.CONFIG_FILE,
          AgentProperties.HTTP_PORT,
          AgentProperties.ENABLED);

  private static final int WIDTH = 100;
  private static final int MEANINGS = 41;

  private FewProperties() {}

  /** The properties, each with its meaning in the second column. */
  static String text() {
    StringBuilder text = new StringBuilder();
    text.append("\nThe properties that most people need (all: docs/configuration.md):\n");
    for (Property<?> property : FEW) {
      String shortName = property.shortName();
      String name = shortName == null ? property.fullName() : shortName;
      text.append(String.format(Locale.ROOT, "  %-38s ", name));
      text.append(wrapped(firstSentence(property.meaning()))).append('\n');
    }
    return text.toString();
  }

  /** The text of the second column; further lines begin below the first. */
  private static String wrapped(String sentence) {
    StringBuilder lines = new StringBuilder();
    int left = WIDTH - MEANINGS;
    for (String word : sentence.split(" ", -1)) {
      if (lines.length() > 0 && word.length() >= left) {
        lines.append('\n').append(String.format(Locale.ROOT, "%" + MEANINGS + "s", ""));
        left = WIDTH - MEANINGS;
      } else if (lines.length() > 0) {
        lines.append(' ');
        left--;
      }
      lines.append(word);
      left -= word.length();
    }
    return lines.toString();
  }

  private static String firstSentence(String meaning) {
    int end = meaning.indexOf(". ");
    return withoutMarkdown(end < 0 ? meaning : meaning.substring(0, end + 1));
  }

  /**
   * The table is written for a Markdown page: a terminal shows link targets as paths, and no
   * backticks.
   */
  static String withoutMarkdown(String text) {
    return text.replaceAll("\\[[^\\]]*\\]\\(([^)]*)\\)", "docs/$1").replace("`", "");
  }
}
