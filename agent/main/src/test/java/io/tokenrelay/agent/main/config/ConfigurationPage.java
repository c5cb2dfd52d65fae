package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Table;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes {@code docs/configuration.md} from the table of properties. */
final class ConfigurationPage {
  private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("", "The agent");
    SECTIONS.put("issuer", "Issuers");
    SECTIONS.put("verification", "Verification");
    SECTIONS.put("jwks", "Keys");
    SECTIONS.put("crypto", "Signatures");
    SECTIONS.put("introspection", "Asking an issuer about a token");
    SECTIONS.put("revocation", "Revocation");
    SECTIONS.put("capture", "Taking the token from a request");
    SECTIONS.put("enforce", "Rejecting a request");
    SECTIONS.put("rate-limit", "Limiting bad tokens");
    SECTIONS.put("context", "Keeping the token with the work");
    SECTIONS.put("propagation", "Relaying the token");
    SECTIONS.put("txn-token", "Transaction tokens");
    SECTIONS.put("exchange", "Exchanging the token");
    SECTIONS.put("api", "What the application sees");
    SECTIONS.put("metrics", "Metrics");
    SECTIONS.put("traces", "Traces");
    SECTIONS.put("jmx", "JMX");
    SECTIONS.put("health", "Status port");
    SECTIONS.put("log", "Log");
    SECTIONS.put("instrumentation", "Instrumentations");
  }

  private ConfigurationPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (Table table : Tables.all()) {
      table
          .retired()
          .forEach((name, instead) -> page.append("- `" + name + "`: " + instead + '\n'));
    }
    for (Map.Entry<String, String> section : SECTIONS.entrySet()) {
      page.append("\n## ").append(section.getValue()).append("\n\n");
      if (section.getKey().equals("issuer")) {
        page.append(ISSUERS);
      }
      page.append("| Property | Default | Meaning |\n|---|---|---|\n");
      for (Property<?> property : Tables.properties()) {
        if (section(property).equals(section.getKey())) {
          page.append(row(property));
        }
      }
    }
    return page.toString();
  }

  static String section(Property<?> property) {
    String prefix = property.scope().prefix();
    if (property.scope() != Scope.AGENT) {
      return prefix.split("\\.")[1];
    }
    int dot = property.name().indexOf('.');
    String first = dot < 0 ? property.name() : property.name().substring(0, dot);
    return dot >= 0 || SECTIONS.containsKey(first) ? first : "";
  }

  private static String row(Property<?> property) {
    String text = property.defaultText();
    StringBuilder row = new StringBuilder("| `");
    row.append(property.fullName()).append('`');
    if (property.shortName() != null) {
      row.append(" or `").append(property.shortName()).append('`');
    }
    row.append(" | ").append(text == null || text.isEmpty() ? "–" : '`' + text + '`');
    row.append(" | ").append(property.meaning());
    row.append(" *Allowed: ").append(property.allowed()).append(".*");
    String cautious = property.cautiousText();
    if (cautious != null && !cautious.equals(text)) {
      row.append(" *If invalid: `").append(cautious).append("`.*");
    }
    if (property.changesAtRunTime()) {
      row.append(" *[At run time](#at-run-time).*");
    }
    return row.append(" |\n").toString();
  }

  private static final String INTRODUCTION =
      "<!-- Written by ConfigurationPageTest from the tables of properties: change it there, then run"
          + " ./mvnw -pl agent/main -am verify -Dupdate -->\n"
          + "# Configuration\n\n"
          + "One property is needed, the exact `iss` of the tokens to relay:\n\n"
          + "```\n"
          + "java -javaagent:tokenrelay-javaagent.jar"
          + " -Dtokenrelay.issuer=https://idp.example/realms/x -jar app.jar\n"
          + "```\n\n"
          + "`java -jar tokenrelay-javaagent.jar check`, with the same properties and environment,"
          + " shows what is set (with `--all`, all that is in force), and what a start would warn about. Its exit status is 0 where"
          + " all is well, 1 where something is wrong, 3 where there are only notes.\n\n"
          + "## Where a value comes from\n\n"
          + "The first that has it wins; an empty value counts as not set:\n\n"
          + "1. the system property, `-Dtokenrelay.jwks.stale-max=2h`;\n"
          + "2. the environment, in capitals with `_` for dots and dashes:"
          + " `TOKENRELAY_JWKS_STALE_MAX=2h`;\n"
          + "3. the properties file that `tokenrelay.config-file` names;\n"
          + "4. the agent's argument, `-javaagent:tokenrelay-javaagent.jar=jwks.stale-max=2h`."
          + " Pairs end at `;`, or at a `,` that a name and `=` follow, so a list needs no quotes:"
          + " `audiences=a,b,mode=enforce`. A value that itself holds such a comma belongs in one"
          + " of the other places;\n"
          + "5. the default.\n\n"
          + "Durations are written `500ms`, `30s`, `5m`, `1h`, `1d`; sizes `16384`, `512k`, `32m`;"
          + " lists with commas. All properties exist since version 0.1.\n\n"
          + "## At run time\n\n"
          + "What is marked so changes while the service runs, in the file or in JMX; everything else"
          + " needs a restart. It is validated as a whole and used as a whole from the next request and"
          + " the next call on, or the configuration in force stays as it is; one line in the log says"
          + " which ([operations](operations.md#changing-a-running-service)).\n\n"
          + "* **The file** that `tokenrelay.config-file` names is looked at every"
          + " `tokenrelay.reload-interval`, by its content, and is used once two looks in a row have"
          + " seen the same. System properties, the environment and the agent's argument are as they"
          + " were at the start; where they override a line of the file, the log says that it has no"
          + " effect.\n"
          + "* **Not used as a whole** is a file with a wrong value or an unknown name, one that"
          + " changes something that needs a restart, an empty one, one from which a line is gone"
          + " that was in force, and one whose last line has lost its line break or ends with a"
          + " backslash or a comma: it may be half written. A service that is closed opens to a file"
          + " with `tokenrelay.mode` in it ([operations](operations.md#changing-a-running-service))."
          + " Write the new value, `tokenrelay.dry-run=false`"
          + " or, for a list, nothing after the `=`. A file that is deleted changes nothing.\n"
          + "* **JMX** (`set`, `setAll`, `reset` of the MBean) counts before everything else, stays"
          + " when the file changes, and is forgotten when the process ends.\n\n"
          + "## What is wrong\n\n"
          + "A wrong value causes one WARN that names the property, what is allowed, and of a list each"
          + " entry that is wrong; the default is used, or what the table says under *If invalid* where the default would relay more"
          + " than can have been meant. `check` shows it as `in place of what is not allowed`."
          + " An issuer with a wrong value is not used at all. An unknown"
          + " name causes one WARN with the nearest known one. A file that cannot be read counts as"
          + " one that may ask for enforcement ([enforcement](enforcement.md)). Where tokens are to"
          + " be enforced, each of these closes the service: it answers 503. Quotes around a value are part"
          + " of it, and the line about it says to remove them: a shell takes them away, a properties"
          + " or environment file does not. Blanks and quotes in a list where they are allowed are a"
          + " note. The application starts whatever is wrong. Values that look like tokens or passwords are never printed.\n\n"
          + "## What a new version may change\n\n"
          + "A name means one thing: it is never given to another property, not even after its own is"
          + " gone. A property that is renamed or removed is in the [CHANGELOG](../CHANGELOG.md) and"
          + " is not used any more; for at least one release, setting it causes a WARN that names what"
          + " to use instead, and after that it is an unknown name. Where"
          + " tokens are to be enforced, both close the service, as above. A patch release removes"
          + " nothing and changes no default, unless security needs it. Before an upgrade, run `check` of the new version with the configuration of"
          + " the old one. No longer used:\n\n";

  private static final String ISSUERS =
      "For a single issuer the short names are enough; its name is then `default`. Several issuers"
          + " are listed in `tokenrelay.issuers`, and each is set with the long names."
          + " `tokenrelay.issuer` beside `tokenrelay.issuers` is one issuer more, named `default`: so"
          + " `issuers=a,b` and `issuer=...` are three. Keys come from"
          + " one of `jwks-uri`, `jwks-file`, `public-key-file` and `secret-file`, or, with none of"
          + " them, from OpenID discovery at the issuer.\n\n";
}
