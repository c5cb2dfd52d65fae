package io.tokenrelay.agent.main;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.RelayProperties;
import io.tokenrelay.agent.relay.destination.DestinationProperties;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What {@code --help} prints: the commands, and the properties that most people need. */
final class Help {
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

  private Help() {}

  static String text() {
    StringBuilder text =
        new StringBuilder()
            .append("TokenRelay verifies the caller's JWT and relays it on outbound calls, without")
            .append(" any\nchange to the service.\n\n")
            .append("  java -javaagent:tokenrelay-javaagent.jar -D")
            .append(IssuerProperties.URI.shortName())
            .append("=https://idp.example -jar app.jar\n\n")
            .append("As a program:\n")
            .append(
                "  java [-Dtokenrelay...] -jar tokenrelay-javaagent.jar check [--all] [name=value"
                    + " ...]\n")
            .append("      prints what is set and where (--all: all other defaults as well),\n")
            .append(
                "      fetches the issuers' keys, and says whatever a start would warn about;\n")
            .append("      exit status 0: all is well, 1: something is wrong, 2: misused,\n")
            .append("      3: works, with notes\n")
            .append("  java -jar tokenrelay-javaagent.jar --version | --help\n\n")
            .append("The properties that most people need (all: docs/configuration.md):\n");
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
