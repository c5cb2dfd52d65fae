package io.tokenrelay.agent.main.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.InboundPolicy;
import io.tokenrelay.agent.relay.InboundProperties;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a sign that the operator wants requests rejected. */
class EnforcementTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enforce",
        " Enforce ",
        "ENFORCE-PRESENT",
        "enforced",
        "enforce_present",
        "enforce\u00a0",
        "strict",
        "on",
        "observe,enforce",
      })
  void isAnyModeButObserve(String mode) {
    assertThat(Given.property("tokenrelay.mode", mode).config().wantsEnforcement()).isTrue();
    assertThat(Given.nothing().andEnvironment("TOKENRELAY_MODE", mode).config().wantsEnforcement())
        .isTrue();
    assertThat(Given.nothing().andAgentArguments("mode=" + mode).config().wantsEnforcement())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"observe", "Observe ", "observ", "obsreve", "", " "})
  void isNotObserveNorASlipOfThePen(String mode) {
    assertThat(Given.property("tokenrelay.mode", mode).config().wantsEnforcement()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "tokenrelay.moed, enforce",
    "tokenrelay.Mode, enforce",
    "tokenrelay.modus, Enforced",
    "tokenrelay.enforce, true",
    "tokenrelay.enforcement.mode, on",
    "tokenrelay.enforce.rulez, admin",
    "tokenrelay.enforc.rules, admin",
    "tokenrelay.enforce.rules, admin",
    "tokenrelay.enforce.rule.admin.paths, /admin",
    "tokenrelay.enforce.rule.admin.pths, /admin",
    "tokenrelay_mode, enforce",
    "TOKENRELAY_MODE, enforce",
    "token-relay.mode, enforce",
    "tokenrealy.mode, enforce",
    "TokenRelay.enforce.rules, admin",
    "io.tokenrelay.mode, enforce",
    "otel.tokenrelay.mode, strict",
    "otel.javaagent.tokenrelay.enforce.rules, admin",
  })
  void isAnyNameThatMayMeanIt(String name, String text) {
    Config config = Given.property(name, text).config();

    assertThat(config.wantsEnforcement()).isTrue();
    assertThat(config.problems()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tokenrelay.enforce.realm, a mode=enforce",
    "tokenrelay.enforce.realm, a tokenrelay.mode = enforce",
    "tokenrelay.audiences, 'estate,tokenrelay.mode=enforce'",
    "tokenrelay.audiences, estate -Dtokenrelay.mode=strict",
    "tokenrelay.log.file, /var/log/x TOKENRELAY_MODE=enforce-present",
    "tokenrelay.issuer, https://issuer.example  enforce.rules=admin",
    "tokenrelay.required-claims, 'a=b,tokenrelay.enforce.rules=admin'",
  })
  void isAnyValueThatHasSwallowedIt(String name, String text) {
    Config config = Given.property(name, text).config();

    assertThat(config.wantsEnforcement()).isTrue();
    assertThat(config.problems()).anyMatch(problem -> problem.contains("by itself"));
  }

  @ParameterizedTest
  @CsvSource({
    "tokenrelay.issuer, https://issuer.example/?mode=enforce",
    "tokenrelay.required-claims, 'a=b, mode=enforce'",
    "tokenrelay.enforce.realm, a=b",
    "tokenrelay.enforce.realm, the mode",
  })
  void isNoValueThatHasASignOfEqualityOfItsOwn(String name, String text) {
    Config config = Given.property(name, text).config();

    assertThat(config.wantsEnforcement()).isFalse();
    assertThat(config.problems()).noneMatch(problem -> problem.contains("by itself"));
  }

  @Test
  void isALineThatTheLineBeforeItHasSwallowed() throws Exception {
    Path file = folder.resolve("tokenrelay.properties");
    Files.write(
        file,
        "tokenrelay.issuer=https://issuer.example\\\n  tokenrelay.mode=enforce\n"
            .getBytes(StandardCharsets.UTF_8));

    assertThat(
            Given.property("tokenrelay.config-file", file.toString()).config().wantsEnforcement())
        .isTrue();
  }

  /** As other formats fold lines, and this one does not. */
  @ParameterizedTest
  @ValueSource(strings = {"enforce", "enforce-present", "enforced", "enfroce"})
  void isAValueOnALineOfItsOwn(String mode) throws Exception {
    Path file = folder.resolve("tokenrelay.properties");
    Files.write(file, ("tokenrelay.mode =\n " + mode).getBytes(StandardCharsets.UTF_8));

    Config config = Given.property("tokenrelay.config-file", file.toString()).config();

    assertThat(config.wantsEnforcement()).isTrue();
    assertThat(config.problems()).anyMatch(line -> line.startsWith(mode + " is unknown"));
  }

  @Test
  void isAFileThatNamesAnother() throws Exception {
    Path file = folder.resolve("tokenrelay.properties");
    Files.write(file, "tokenrelay.config-file=more\n".getBytes(StandardCharsets.UTF_8));

    Config config = Given.property("tokenrelay.config-file", file.toString()).config();

    assertThat(config.wantsEnforcement()).isTrue();
    assertThat(config.problems())
        .containsExactly(
            "tokenrelay.config-file=more stands in a file that it cannot name; it is not read, set"
                + " it elsewhere");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokenrelay.enforce.rule.admin.required-scopes",
        "tokenrelay.enforce.rule.admin.required-claims",
        "tokenrelay.required-scopes",
        "tokenrelay.required-claims",
        "tokenrelay.algorithms",
        "tokenrelay.audiences",
        "tokenrelay.typ",
      })
  void aListWithNothingInItIsNoList(String name) {
    Config config =
        Given.property(name, " , ")
            .andProperty("tokenrelay.issuer", "https://issuer.example")
            .andProperty("tokenrelay.enforce.rules", "admin")
            .config();

    assertThat(config.problems()).anyMatch(problem -> problem.startsWith(name + "=, is not "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokenrelay.enforce",
        "tokenrelay.mode:enforce",
        "tokenrelay.mode.enforce",
        "tokenrelay.enforce.rulez"
      })
  void isANameWithoutAValue(String name) {
    Config config = Given.property(name, "").config();

    assertThat(config.wantsEnforcement()).isTrue();
    assertThat(config.problems()).isNotEmpty();
  }

  @Test
  void isNoKnownNameThatIsSetToNothing() {
    Config config = Given.property("tokenrelay.enforce.realm", "").config();

    assertThat(config.wantsEnforcement()).isFalse();
    assertThat(config.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a&mode=enforce", "a:mode=enforce", "a|mode=enforce", "a mode=enforce"})
  void isAnArgumentThatEndsInAnotherWay(String text) {
    Config config = Given.nothing().andAgentArguments("audiences=" + text).config();

    assertThat(config.wantsEnforcement()).isTrue();
    assertThat(config.problems()).anyMatch(problem -> problem.contains("by itself"));
  }

  @Test
  void isAnOptionOfSomebodyElsesThatHasSwallowedIt() throws Exception {
    assertThat(
            Given.property("spring.profiles.active", "prod -Dtokenrelay.mode=enforce")
                .config()
                .wantsEnforcement())
        .isTrue();
    Path file = folder.resolve("tokenrelay.properties");
    for (String line :
        new String[] {"export tokenrelay.mode=enforce", "other.key=x\\\ntokenrelay.mode=enforce"}) {
      Files.write(file, line.getBytes(StandardCharsets.UTF_8));
      assertThat(
              Given.property("tokenrelay.config-file", file.toString()).config().wantsEnforcement())
          .as(line)
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Dtokenrelay.mode=enforce", "--tokenrelay.mode=enforce"})
  void isAnOptionBehindTheMainClass(String option) {
    Config config = Given.property("sun.java.command", "com.example.Main " + option).config();

    assertThat(config.wantsEnforcement()).isTrue();
    assertThat(config.problems())
        .containsExactly(
            "tokenrelay.mode stands behind the main class or -jar, where the JVM does not read it:"
                + " put -D options before");
  }

  @Test
  void isAListOfRulesThatNamesNone() {
    Config config = Given.property("tokenrelay.enforce.rules", ",").config();

    assertThat(config.wantsEnforcement()).isTrue();
    assertThat(config.problems())
        .anyMatch(problem -> problem.startsWith("tokenrelay.enforce.rules=, is not a list"));
  }

  @ParameterizedTest
  @CsvSource({
    "tokenrelay.enforce.realm, shop",
    "tokenrelay.enforce.retry-after, 10s",
    "tokenrelay.enforce.enabled, false",
    "tokenrelay.dry-run, perhaps",
    "tokenrelay.teleportation, on",
    "policy.mode, enforce",
    "otel.enforce, true",
  })
  void isNothingElse(String name, String text) {
    assertThat(Given.property(name, text).config().wantsEnforcement()).isFalse();
  }

  @Test
  void isNotARuleWhereTheModeSaysThatItIsOnlyWatched() {
    assertThat(
            Given.property("tokenrelay.mode", "observe")
                .andProperty("tokenrelay.enforce.rules", "admin")
                .andProperty("tokenrelay.enforce.rule.admin.pths", "/admin")
                .config()
                .wantsEnforcement())
        .isFalse();
  }

  @Test
  void isWhatKubernetesAddsForAServiceOfThatNameInNoCase() {
    Config config =
        Given.nothing()
            .andEnvironment("TOKENRELAY_ENFORCER_SERVICE_HOST", "10.0.0.1")
            .andEnvironment("TOKEN_RELAY_ENFORCER_SERVICE_PORT", "80")
            .andEnvironment("TOKEN_RELAY_SERVICE_HOST", "10.0.0.1")
            .andEnvironment("TOKEN_RELAY_PORT_80_TCP_ADDR", "10.0.0.1")
            .config();

    assertThat(config.wantsEnforcement()).isFalse();
    assertThat(config.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"enforce", "mode:enforce", "audiences=shop;enforce", "mode enforce"})
  void isAnAgentArgumentThatIsNoPair(String arguments) {
    assertThat(Given.nothing().andAgentArguments(arguments).config().wantsEnforcement()).isTrue();
  }

  @Test
  void isNoOtherAgentArgumentThatIsNoPair() {
    assertThat(Given.nothing().andAgentArguments("debug").config().wantsEnforcement()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TOKENRELAY_CONFIGFILE", "TOKENRELAY_CONFIG_FIL", "TOKENRELAY_CONFG_FILE"})
  void isAFileThatIsNamedByAMisspeltName(String name) {
    assertThat(
            Given.nothing().andEnvironment(name, "/etc/any.properties").config().wantsEnforcement())
        .isTrue();
  }

  @Test
  void isAFileThatCannotBeReadAndMaySayIt() {
    Given given = Given.property("tokenrelay.config-file", folder.resolve("absent").toString());
    assertThat(given.config().wantsEnforcement()).isTrue();

    given.andAgentArguments("mode=observe");
    assertThat(given.config().wantsEnforcement()).as("the file could say otherwise").isTrue();

    given.andEnvironment("TOKENRELAY_MODE", "observe");
    assertThat(given.config().wantsEnforcement()).as("the file could not").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokenrelay.mode=enforce",
        "tokenrelay.mode = strict",
        "mode: enforce-present",
        "tokenrelay:\n  mode: enforce\n",
        "tokenrelay:\n  enforce:\n    rules: admin\n",
        "{\"tokenrelay\": {\"mode\": \"enforce\"}}",
        "{\"tokenrelay.mode\":\"enforce\"}",
        "<properties><entry key=\"tokenrelay.mode\">enforce</entry></properties>",
        "export TOKENRELAY_MODE=enforce",
        "-Dtokenrelay.mode=enforce",
        "tokenrelay.enforce.rules=admin",
      })
  void isAFileThatANameNamesWhichNobodyKnows(String content) throws Exception {
    Path file = folder.resolve("relay.txt");
    for (byte[] bytes :
        new byte[][] {
          content.getBytes(StandardCharsets.UTF_8),
          content.getBytes(StandardCharsets.UTF_16),
          zipped(content)
        }) {
      Files.write(file, bytes);
      for (Given given :
          new Given[] {
            Given.property("tokenrelay.config", file.toString()),
            Given.property("tokenrelay.file", "file:" + file),
            Given.property("token-relay.properties", "file://" + file),
            Given.nothing().andEnvironment("TOKENRELAY_CONFIG", file.toString()),
            Given.nothing().andAgentArguments("settings=" + file),
            Given.nothing().andAgentArguments("@" + file),
            Given.nothing().andAgentArguments(file.toString()),
          }) {
        Config config = given.config();
        assertThat(config.wantsEnforcement()).isTrue();
        assertThat(config.problems())
            .anyMatch(line -> line.matches("(?i).*did you mean tokenrelay.config.file\\?"));
        assertThat(given.andProperty("tokenrelay.mode", "observe").config().wantsEnforcement())
            .as("the file could not change it")
            .isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokenrelay.mode=observe",
        "#tokenrelay.mode=enforce",
        "  ! tokenrelay.enforce.rules=admin",
        "[tokenrelay] INFO TokenRelay 1.0: mode enforce (no server seen yet), issuers none",
        "[tokenrelay] ERROR not started, and nothing is enforced",
        "2026-11-29T00:00:00Z [tokenrelay] WARN tokenrelay.mode=enforced is not one of observe",
        "PK\u0003\u0004",
        "",
      })
  void isNoOtherFile(String content) throws Exception {
    Path file = folder.resolve("relay.txt");
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));

    for (String named : new String[] {file.toString(), folder.toString(), "/absent", "\0"}) {
      assertThat(
              Given.nothing()
                  .andEnvironment("TOKENRELAY_JAR", named)
                  .andAgentArguments(named)
                  .config()
                  .wantsEnforcement())
          .as(named)
          .isFalse();
    }
  }

  @Test
  void isAConfigurationFileThatIsNoneOfProperties() throws Exception {
    String xml = "<properties><entry key=\"tokenrelay.log.level\">info</entry></properties>";
    Path file = folder.resolve("tokenrelay.xml");
    Map<byte[], String> none = new LinkedHashMap<>();
    none.put(
        xml.getBytes(StandardCharsets.UTF_8),
        "is XML or HTML, and not a properties file with lines name=value");
    none.put(zipped("tokenrelay.mode=observe"), "is no text in UTF-8");
    for (Map.Entry<byte[], String> each : none.entrySet()) {
      Files.write(file, each.getKey());
      Given given = Given.property("tokenrelay.config-file", file.toString());

      assertThat(given.config().wantsEnforcement()).isTrue();
      assertThat(given.config().problems())
          .containsExactly(
              "tokenrelay.config-file="
                  + file
                  + ' '
                  + each.getValue()
                  + "; it may ask for enforcement");
    }
  }

  private static byte[] zipped(String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void isALineThatALaterOneContradicts() throws Exception {
    Config config = file("tokenrelay.mode=enforce\ntokenrelay.mode=observe\n").config();

    assertThat(config.wantsEnforcement()).isTrue();
    assertThat(config.problems())
        .containsExactly("tokenrelay.mode is set twice in one place; the last counts");
    assertThat(Given.nothing().andAgentArguments("mode=enforce;mode=observe").config().problems())
        .hasSize(1);
    assertThat(file("tokenrelay.mode=enforce\ntokenrelay.mode = enforce\n").config().problems())
        .isEmpty();
  }

  @Test
  void isSeenBehindAByteOrderMark() throws Exception {
    Config config = file("\uFEFFtokenrelay.mode=enforce\n").config();

    assertThat(config.get(InboundProperties.MODE)).isEqualTo(InboundPolicy.Mode.ENFORCE);
    assertThat(config.problems()).isEmpty();
  }

  @Test
  void isSeenInAFileThatForgetsThePrefix() throws Exception {
    Config config = file("mode=enforce\n").config();

    assertThat(config.wantsEnforcement()).isTrue();
    assertThat(config.problems())
        .containsExactly("mode is unknown and ignored; did you mean tokenrelay.mode?");
  }

  private Given file(String text) throws Exception {
    Path file = folder.resolve("tokenrelay.properties");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    return Given.property("tokenrelay.config-file", file.toString());
  }
}
