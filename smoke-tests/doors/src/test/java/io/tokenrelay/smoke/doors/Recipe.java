package io.tokenrelay.smoke.doors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an operator is told to write, from {@code docs/deployment.md} or a file beside it, with this
 * machine's paths and this test's issuer in place of those that stand there.
 */
final class Recipe {
  private static final String JAR = "/opt/tokenrelay/tokenrelay-javaagent.jar";
  private static final String CONFIGURATION = "/etc/tokenrelay/orders.properties";
  private static final Path DOCS = War.home().resolve("docs");

  /** A fence may be indented, in a list. */
  private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```[a-z]*\\n(.*?)^\\1```$");

  private final Path configuration;
  private final int statusPort;

  /** Writes the configuration of the page, too. */
  Recipe(Start start) throws IOException {
    this.configuration = start.folder("etc").resolve("orders.properties");
    this.statusPort = start.statusPort;
    String text = fit(BLOCK.matcher(page()).results().findFirst().orElseThrow().group(2));
    Files.writeString(
        configuration, text + "tokenrelay.jwks-file=" + keys() + '\n', StandardCharsets.UTF_8);
  }

  /**
   * @param number of the block of code in its section, from 0
   */
  String block(String section, int number) throws IOException {
    return fit(blocks(section).get(number));
  }

  /** A file below {@code docs/deployment}. */
  String file(String name) throws IOException {
    return fit(Files.readString(DOCS.resolve("deployment").resolve(name), StandardCharsets.UTF_8));
  }

  /** Where the configuration of the page is. */
  String configuration() {
    return configuration.toString();
  }

  static Path keys() {
    return Path.of(System.getProperty("doors.folder"), "issuer/jwks.json");
  }

  static List<String> blocks(String section) throws IOException {
    String[] parts = page().split("\n## " + Pattern.quote(section) + "\n", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("docs/deployment.md has no section " + section);
    }
    Matcher block = BLOCK.matcher(parts[1].split("\n## ", -1)[0]);
    return block.results().map(each -> each.group(2).stripIndent()).toList();
  }

  private static String page() throws IOException {
    return Files.readString(DOCS.resolve("deployment.md"), StandardCharsets.UTF_8);
  }

  private String fit(String text) {
    return text.replace(JAR, System.getProperty("agent.jar"))
        .replace(CONFIGURATION, configuration.toString())
        .replace("https://idp.example/realms/x", "https://issuer.test/realms/estate")
        .replace("9464", String.valueOf(statusPort))
        .replaceAll("\\bshop\\b", "estate")
        .replaceAll("/opt/orders/app\\.jar|/app\\.jar|(?<!/)\\bapp\\.jar", application());
  }

  /** An application that brings its server along. */
  static String application() {
    return BootJar.of("3.5").path().toString();
  }
}
