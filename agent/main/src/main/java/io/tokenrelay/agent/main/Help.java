package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.Definitions;
import io.tokenrelay.agent.main.config.Property;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What {@code --help} prints: the commands, and the properties that most people need. */
final class Help {
  private static final List<Property<?>> FEW =
      Arrays.asList(
          Definitions.ISSUER_URI,
          Definitions.AUDIENCES,
          Definitions.JWKS_URI,
          Definitions.MODE,
          Definitions.DRY_RUN,
          Definitions.DESTINATIONS,
          Definitions.ALLOW,
          Definitions.CONFIG_FILE,
          Definitions.HTTP_PORT,
          Definitions.ENABLED);

  private Help() {}

  static String text() {
    StringBuilder text =
        new StringBuilder()
            .append("TokenRelay captures, verifies, carries and relays the caller's JWT in a")
            .append(" service as it is.\n\n")
            .append("  java -javaagent:tokenrelay-javaagent.jar")
            .append(" -Dtokenrelay.issuer=https://idp.example/realms/x -jar app.jar\n\n")
            .append("As a program:\n")
            .append(
                "  java [-Dtokenrelay...] -jar tokenrelay-javaagent.jar check [name=value ...]\n")
            .append("      prints what is set and where, and fetches the issuers' keys;\n")
            .append("      exit status 0: all is well, 1: something is wrong, 2: misused\n")
            .append("  java -jar tokenrelay-javaagent.jar --version | --help\n\n")
            .append("The properties that most people need (all: docs/configuration.md):\n");
    for (Property<?> property : FEW) {
      String shortName = property.shortName();
      String name = shortName == null ? property.fullName() : shortName;
      text.append(String.format(Locale.ROOT, "  %-38s ", name));
      text.append(firstSentence(property.meaning())).append('\n');
    }
    return text.toString();
  }

  private static String firstSentence(String meaning) {
    int end = meaning.indexOf(". ");
    return (end < 0 ? meaning : meaning.substring(0, end + 1)).replace("`", "");
  }
}
