package io.tokenrelay.agent.main.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.config.Layers;
import io.tokenrelay.agent.config.Setting;
import io.tokenrelay.agent.config.Source;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Distribution;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.relay.InboundPolicy.Mode;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.RelayProperties;
import io.tokenrelay.agent.relay.access.AccessRules;
import io.tokenrelay.agent.status.Reload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutTest {
  private static final String OBSERVE = "tokenrelay.mode=observe";
  private static final String ENFORCE = "tokenrelay.mode=enforce";

  @TempDir Path folder;
  private Path file;
  private final Given given = Given.property("tokenrelay.issuer", "https://idp.example");
  private final Alarms alarms = new Alarms();
  private final Running service = new Running();
  private long now;
  private Rollout rollout;

  @BeforeEach
  void startToObserve() throws Exception {
    file = folder.resolve("relay.properties");
    write(OBSERVE);
    start();
  }

  private void start() {
    given.andProperty("tokenrelay.config-file", file.toString());
    Layers layers = given.layers();
    Config config = given.config();
    service.config = config;
    service.policies = Policies.of(config);
    rollout =
        new Rollout(
            layers,
            config,
            service.policies,
            service,
            agent -> Arrays.asList("okhttp3", "tomcat"),
            alarms,
            now,
            () -> now);
  }

  // The file.

  @Test
  void usesWhatTheFileSaysOnceItHasSaidItTwice() throws Exception {
    write(ENFORCE);
    assertThat(rollout.look()).as("look again soon").isTrue();
    assertThat(service.used).isZero();
    assertThat(rollout.look()).isFalse();
    assertThat(service.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(sentence())
        .isEqualTo("configuration changed by " + file + ": tokenrelay.mode=enforce (was observe)");
    assertThat(rollout.look()).isFalse();
    assertThat(service.used).isEqualTo(1);
  }

  /** Wherever the mode is set: what the file was to add to it, nobody knows. */
  @ParameterizedTest
  @CsvSource({
    "missing, none", "missing, enforce", "missing, enforce-present",
    "nul, none", "nul, enforce", "nul, enforce-present",
    "cut, none", "cut, enforce", "cut, enforce-present",
  })
  void opensAServiceThatCouldNotReadItsFileOnlyToAModeThatIsWrittenThere(
      String wasIn, String elsewhere) throws Exception {
    if (wasIn.equals("missing")) {
      Files.delete(file);
    } else {
      write(wasIn.equals("nul") ? "\0\0" : "tokenrelay.propagation.deny=\\\n");
    }
    if (!elsewhere.equals("none")) {
      given.andProperty("tokenrelay.mode", elsewhere);
    }
    start();
    for (String beginning :
        new String[] {
          "# our rules\n",
          "\n",
          "tokenrelay.dry-run=false\n",
          "tokenrelay.propagation.deny=a.example\n",
          "tokenrelay.propagation.deny=a.example\ntokenrelay.mode=\n",
          "tokenrelay.propagation.deny=a.example\n" + ENFORCE,
          "tokenrelay.propagation.deny=a.example\n" + ENFORCE + "\ntokenrelay.dry-run=\\\n",
        }) {
      write(beginning);
      settle();
      assertThat(service.used).as(beginning).isZero();
      assertThat(service.policies.inbound().isClosed()).as(beginning).isTrue();
      assertThatThrownBy(rollout::reload).as(beginning).hasMessageContaining(" is not used: ");
      assertThatThrownBy(() -> set("tokenrelay.dry-run", "true")).as(beginning).isNotNull();
      assertThatThrownBy(() -> set("tokenrelay.mode", "enforce")).as(beginning).isNotNull();
      assertThat(service.policies.inbound().isClosed()).as(beginning).isTrue();
    }

    write("tokenrelay.propagation.deny=a.example\n" + ENFORCE + '\n');
    settle();
    assertThat(service.policies.inbound().isClosed()).isFalse();
    assertThat(sentence()).contains("requests are no longer answered 503");
  }

  @Test
  void saysWhatOpensAClosedService() throws Exception {
    given.andProperty("tokenrelay.mode", "enforce");
    Files.delete(file);
    start();
    write("# our rules\n");
    settle();
    assertThat(sentence())
        .contains("every request is answered 503", "set tokenrelay.mode in it, or restart");
    assertThatThrownBy(() -> set("tokenrelay.mode", "enforce")).hasMessageContaining("not exist");
    assertThatThrownBy(() -> set("tokenrelay.dry-run", "true"))
        .hasMessageContaining("set tokenrelay.mode in it, or restart");
    assertThat(set("tokenrelay.mode", "observe"))
        .as("is meant as it is said: it needs no file")
        .contains("requests are no longer answered 503");
    assertThatThrownBy(() -> rollout.reset("tokenrelay.mode")).hasMessageContaining("not exist");
  }

  @Test
  void opensAServiceThatWasClosedByAMistakeOnlyToAModeThatIsInTheFile() throws Exception {
    given.andProperty("tokenrelay.mode", "enforce");
    write("tokenrelay.dry-run=false\ntokenrelay.enforce.rulez=a\n");
    start();
    write("tokenrelay.dry-run=false\n");
    settle();
    assertThat(service.policies.inbound().isClosed()).isTrue();

    write(ENFORCE + "\ntokenrelay.dry-run=false\n");
    settle();
    assertThat(service.policies.inbound().isClosed()).isFalse();
    assertThat(sentence()).contains("requests are no longer answered 503");
  }

  @Test
  void givesAClosedServicesFileAWholeIntervalToBeWritten() throws Exception {
    Files.delete(file);
    start();
    write(ENFORCE + '\n');
    assertThat(rollout.look()).as("look again soon").isFalse();
    assertThat(service.used).isZero();
    rollout.look();
    assertThat(service.used).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokenrelay.propagation.deny=\\\n",
        "tokenrelay.propagation.deny=\\\n  ",
        "tokenrelay.propagation.deny=\\\n  b.example,\\\n",
        "tokenrelay.propagation.deny=\\\r\n  b.example,\\\r\n",
        "tokenrelay.propagation.deny=\\\n  b.example,\\",
        "tokenrelay.propagation.deny=\\\n  b.example,",
        "tokenrelay.propagation.deny=\\\n  b.example,\n",
        "tokenrelay.propagation.deny=",
      })
  void takesAFileThatIsCutWithinAListForNoChange(String end) throws Exception {
    String list = "tokenrelay.propagation.deny=\\\n  b.example,\\\n  c.example";
    for (String before : new String[] {list, list + '\n', "tokenrelay.propagation.deny=\\\n"}) {
      write(OBSERVE + '\n' + before);
      start();
      write(OBSERVE + "\n\n" + end);
      settle();
      assertThat(service.used).isZero();
      assertThat(sentence()).contains("it may have been cut short: ");
      assertThatThrownBy(rollout::reload).hasMessageContaining("it may have been cut short: ");
    }
    assertThat(alarms.degraded()).hasSize(1);
    assertThat(set("tokenrelay.dry-run", "true")).as("JMX").contains("tokenrelay.dry-run=true");
    write(OBSERVE + '\n' + list + '\n');
    settle();
    assertThat(alarms.degraded()).isEmpty();
  }

  @Test
  void takesAFileThatIsCutWithinItsLastLineForNoChange() throws Exception {
    String paths = "tokenrelay.enforce.rule.a.paths=/admin/**";
    String whole = "tokenrelay.enforce.rules=a\ntokenrelay.enforce.rule.a.required-scopes=x\n";
    write(ENFORCE + '\n' + whole + paths + '\n');
    start();
    for (int cut = 1; cut < "admin/**".length(); cut++) {
      write(ENFORCE + '\n' + whole + paths.substring(0, paths.length() - cut));
      rollout.look();
      rollout.look();
      assertThat(service.used).as("cut by " + cut).isZero();
      assertThat(sentence()).contains("it may have been cut short");
    }
    assertThat(alarms.degraded()).hasSize(1);

    write(ENFORCE + '\n' + whole + paths + ",/other\n");
    rollout.look();
    rollout.look();
    assertThat(service.used).isEqualTo(1);
    assertThat(alarms.degraded()).isEmpty();
  }

  @Test
  void takesTheBeginningOfAFileWithoutALineBreakForNoChange() throws Exception {
    write("tokenrelay.propagation.deny=a.example,b.example");
    start();
    write("tokenrelay.propagation.deny=a.example,b.ex");
    rollout.look();
    rollout.look();
    assertThat(service.used).isZero();

    write("tokenrelay.propagation.deny=c.example");
    rollout.look();
    rollout.look();
    assertThat(service.used).isEqualTo(1);
  }

  @Test
  void waitsForAnEditorThatEmptiesTheFileBeforeItWrites() throws Exception {
    write("");
    rollout.look();
    write(ENFORCE);
    rollout.look();
    assertThat(rollout.last()).isNull();
    rollout.look();
    assertThat(service.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(alarms.degraded()).isEmpty();
  }

  @Test
  void followsALinkThatIsSwapped() throws Exception {
    Path first = Files.write(folder.resolve("1"), OBSERVE.getBytes(StandardCharsets.UTF_8));
    Path second = Files.write(folder.resolve("2"), ENFORCE.getBytes(StandardCharsets.UTF_8));
    file = Files.createSymbolicLink(folder.resolve("link"), first);
    start();
    Files.delete(file);
    assertThat(rollout.look()).as("missing for a moment").isTrue();
    Files.createSymbolicLink(file, second);
    settle();
    assertThat(service.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(results()).containsEntry("applied", 1.0).containsEntry("unreadable", 0.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "tokenrelay.dry-run=true", "tokenrelay.mode="})
  void opensNoDoorBecauseALineIsGone(String content) throws Exception {
    write(ENFORCE);
    start();
    write(content);
    settle();
    assertThat(service.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(service.used).isZero();
    assertThat(rollout.last().result()).isEqualTo(Reload.Result.REFUSED);
    assertThat(alarms.degraded())
        .singleElement()
        .asString()
        .contains(file + " is not used: ", "; the configuration in force is still");
  }

  @Test
  void keepsTheOldOneWhenTheFileIsDeletedAndSaysWhenItIsBack() throws Exception {
    Files.delete(file);
    settle();
    assertThat(sentence()).contains(" does not exist; the configuration in force is still");
    assertThat(alarms.degraded()).hasSize(1);
    settle();
    assertThat(results()).as("told once").containsEntry("unreadable", 1.0);
    write(OBSERVE);
    settle();
    assertThat(alarms.degraded()).isEmpty();
    assertThat(service.mode()).isEqualTo(Mode.OBSERVE);
  }

  @ParameterizedTest
  @CsvSource({
    "tokenrelay.mode=enforc, 'tokenrelay.mode=enforc is not one of observe, enforce-present,"
        + " enforce; the configuration in force'",
    "tokenrelay.mdoe=enforce, tokenrelay.mdoe is unknown; the configuration in force",
    "tokenrelay.enforce.rules=a, 'tokenrelay.enforce.rules names a, but nothing is set for this"
        + " rule'",
    "tokenrelay.propagation.deny=a b, tokenrelay.propagation.deny: ",
  })
  void keepsTheOldOneWholeWhenAnythingIsWrong(String line, String said) throws Exception {
    String mode = line.startsWith("tokenrelay.mode") ? "" : OBSERVE;
    write(mode + "\ntokenrelay.dry-run=true\n" + line);
    settle();
    assertThat(service.used).isZero();
    assertThat(service.config.get(RelayProperties.DRY_RUN)).isFalse();
    assertThat(sentence()).contains(said);
    assertThat(alarms.degraded()).hasSize(1);

    write(OBSERVE + "\ntokenrelay.dry-run=true");
    settle();
    assertThat(service.config.get(RelayProperties.DRY_RUN)).isTrue();
    assertThat(alarms.degraded()).isEmpty();
  }

  @Test
  void keepsTheOldOneWholeWhenSomethingNeedsARestart() throws Exception {
    write(ENFORCE + "\ntokenrelay.audiences=orders");
    settle();
    assertThat(service.used).isZero();
    assertThat(sentence())
        .contains("tokenrelay.audiences cannot change while the service runs; restart it");
  }

  @Test
  void doesNotEnforceWithWhatWasOnlyAWarningBefore() throws Exception {
    given.andEnvironment("TOKENRELAY_JAR", "/opt/x.jar");
    start();
    write("tokenrelay.mode=observe\ntokenrelay.dry-run=true");
    settle();
    assertThat(service.config.get(RelayProperties.DRY_RUN)).as("it was wrong before").isTrue();
    write("tokenrelay.mode=enforce\ntokenrelay.dry-run=true");
    settle();
    assertThat(service.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(sentence()).contains("tokens cannot be enforced: TOKENRELAY_JAR is unknown");
  }

  @Test
  void opensAServiceThatWasClosedByAMistakeOnceItIsCorrected() throws Exception {
    write(ENFORCE + "\ntokenrelay.mdoe=x");
    start();
    assertThat(service.policies.inbound().isClosed()).isTrue();
    write(ENFORCE);
    settle();
    assertThat(service.policies.inbound().isClosed()).isFalse();
    assertThat(service.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(sentence()).endsWith(": requests are no longer answered 503");
  }

  @Test
  void changesNothingThatMustNotChangeAnyMore() throws Exception {
    service.fixed = "the agent is attached twice";
    write("tokenrelay.mode=enforce");
    settle();
    assertThat(service.used).isZero();
    assertThat(sentence()).contains("the agent is attached twice");
  }

  @Test
  void whatIsSetAboveTheFileStaysAndTheLineSaysSo() throws Exception {
    given.andProperty("tokenrelay.dry-run", "true");
    write(OBSERVE + "\ntokenrelay.dry-run=true");
    start();
    write(ENFORCE + "\ntokenrelay.dry-run=false");
    settle();
    assertThat(service.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(service.config.get(RelayProperties.DRY_RUN)).isTrue();
    assertThat(sentence())
        .endsWith(
            "; of no effect, since it is set elsewhere: tokenrelay.dry-run (system property)");
  }

  @Test
  void anEmptyValueEmptiesAList() throws Exception {
    write(OBSERVE + "\ntokenrelay.propagation.allow=a.example\n");
    start();
    write(OBSERVE + "\ntokenrelay.propagation.allow=\n");
    settle();
    assertThat(rollout.last().result()).isEqualTo(Reload.Result.APPLIED);
  }

  @Test
  void changesRulesAndKeepsThoseThatHaveNotChanged() throws Exception {
    String rule = "\ntokenrelay.enforce.rules=a\ntokenrelay.enforce.rule.a.required-scopes=";
    write(ENFORCE + rule + "read");
    start();
    AccessRules before = service.policies.rules();
    write(ENFORCE + rule + "read\ntokenrelay.dry-run=true");
    settle();
    assertThat(service.policies.rules()).as("nothing must be judged again").isSameAs(before);
    write(ENFORCE + rule + "write\ntokenrelay.dry-run=true");
    settle();
    assertThat(service.policies.rules()).isNotSameAs(before);
    assertThat(sentence()).contains("tokenrelay.enforce.rule.a.required-scopes=write (was read)");
    write(ENFORCE + "\ntokenrelay.enforce.rules=a\ntokenrelay.dry-run=true");
    settle();
    assertThat(sentence()).as("it would ask for nothing").contains("nothing is set for this rule");
    write(ENFORCE + "\ntokenrelay.enforce.rules=\ntokenrelay.dry-run=true");
    settle();
    assertThat(service.policies.rules()).isSameAs(AccessRules.NONE);
  }

  @Test
  void aRuleThatLosesARequirementIsHalfWritten() throws Exception {
    String rule = ENFORCE + "\ntokenrelay.enforce.rules=a\ntokenrelay.enforce.rule.a.paths=/a\n";
    write(rule + "tokenrelay.enforce.rule.a.required-scopes=admin");
    start();
    write(rule);
    settle();
    assertThat(service.used).isZero();
    assertThat(sentence()).contains("tokenrelay.enforce.rule.a.required-scopes is no longer in");
  }

  @Test
  void whatTheApplicationSetsLaterIsNotSeen() throws Exception {
    given.andProperty("tokenrelay.mode", "observe"); // as System.setProperty would
    write(ENFORCE);
    settle();
    assertThat(service.mode()).isEqualTo(Mode.ENFORCE);
  }

  @Test
  void countsAndTimesWhatBecameOfIt() throws Exception {
    now = 5_000;
    write(ENFORCE);
    settle();
    now = 7_500;
    assertThat(results())
        .containsEntry("applied", 1.0)
        .containsEntry("refused", 0.0)
        .containsEntry("age", 2.5);
    assertThat(rollout.last().at()).isEqualTo(5_000);
  }

  // JMX.

  @Test
  void whatJmxSetsCountsBeforeAllElseAndStaysWhenTheFileChanges() throws Exception {
    given.andProperty("tokenrelay.dry-run", "false");
    start();
    assertThat(set("tokenrelay.dry-run", "true"))
        .isEqualTo("configuration changed by JMX: tokenrelay.dry-run=true (was false)");
    assertThat(service.config.values().source(RelayProperties.DRY_RUN)).isEqualTo(Source.JMX);
    write(ENFORCE);
    settle();
    assertThat(service.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(service.config.get(RelayProperties.DRY_RUN)).isTrue();
    assertThat(rollout.reset("tokenrelay.dry-run")).contains("tokenrelay.dry-run=false (was true)");
    assertThat(service.config.get(RelayProperties.DRY_RUN)).isFalse();
  }

  @Test
  void setsSeveralPropertiesAsOne() {
    Map<String, String> rule = new TreeMap<>();
    rule.put("tokenrelay.enforce.rules", "a");
    rule.put("tokenrelay.enforce.rule.a.required-scopes", "admin");
    rollout.set(rule);
    assertThat(service.policies.rules()).isNotSameAs(AccessRules.NONE);
    rollout.reset(null);
    assertThat(service.policies.rules()).isSameAs(AccessRules.NONE);
  }

  @Test
  void anEmptyValueInJmxEmptiesAListWhereverThatIsSet() throws Exception {
    given.andProperty("tokenrelay.propagation.allow", "a.example");
    write(OBSERVE + "\ntokenrelay.propagation.deny=b.example\n");
    start();
    assertThat(set("tokenrelay.propagation.deny", " "))
        .isEqualTo("configuration changed by JMX: tokenrelay.propagation.deny= (was b.example)");
    set("tokenrelay.propagation.allow", "");
    assertThat(inForce())
        .contains("tokenrelay.propagation.deny= (JMX)", "tokenrelay.propagation.allow= (JMX)");
    write(OBSERVE + "\ntokenrelay.propagation.deny=b.example,c.example\n");
    settle();
    assertThat(sentence())
        .endsWith("of no effect, since it is set elsewhere: tokenrelay.propagation.deny (JMX)");
    assertThat(rollout.reset("tokenrelay.propagation.deny"))
        .contains("tokenrelay.propagation.deny=b.example,c.example (was )");
    assertThat(inForce()).contains("tokenrelay.propagation.deny=b.example,c.example (file)");
  }

  private List<String> inForce() {
    List<String> settings = new ArrayList<>();
    for (Setting setting : Setting.of(service.config.allValues(), true)) {
      settings.add(setting.name() + '=' + setting.value() + " (" + setting.source() + ')');
    }
    return settings;
  }

  @ParameterizedTest
  @CsvSource({
    "tokenrelay.capture.exclude-paths, '', tokenrelay.capture.exclude-paths needs a value",
    "tokenrelay.mode, enforced, 'tokenrelay.mode=enforced is not one of'",
    "tokenrelay.mode, '', tokenrelay.mode needs a value; reset takes back what JMX has set",
    "tokenrelay.issuer, x, tokenrelay.issuer is no property that JMX can set",
    "tokenrelay.jwks.ttl, 1h, tokenrelay.jwks.ttl cannot change while the service runs; restart it"
        + " with another value",
    "tokenrelay.enforce.enabled, false, set the attribute EnforceEnabled",
    "tokenrelay.enforce.rules, a, 'tokenrelay.enforce.rules names a, but nothing is set for this"
        + " rule'",
  })
  void saysWhyItDoesNotSetSomething(String name, String text, String why) {
    assertThatThrownBy(() -> set(name, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
    assertThat(service.used).isZero();
    assertThatThrownBy(() -> rollout.reset(name)).hasMessageContaining("JMX has not set ");
  }

  @Test
  void readsTheFileAtOnceWhenAsked() throws Exception {
    write(ENFORCE);
    assertThat(rollout.reload()).contains("tokenrelay.mode=enforce (was observe)");
    assertThat(service.mode()).isEqualTo(Mode.ENFORCE);
    Files.delete(file);
    assertThatThrownBy(rollout::reload).hasMessageContaining(" does not exist");
    write("");
    assertThatThrownBy(rollout::reload).hasMessageContaining("the file is empty");
    assertThat(service.mode()).isEqualTo(Mode.ENFORCE);
  }

  @Test
  void looksAtNoFileWhereNoneIsNamedOrNobodyWants() {
    given.andProperty("tokenrelay.reload-interval", "0s");
    start();
    assertThat(rollout.isWatching()).isFalse();
    Given without = Given.property("tokenrelay.issuer", "https://idp.example");
    Rollout unwatched =
        new Rollout(
            without.layers(),
            without.config(),
            Policies.of(without.config()),
            service,
            agent -> Collections.emptyList(),
            alarms,
            now,
            () -> now);
    assertThat(unwatched.isWatching()).isFalse();
    assertThatThrownBy(unwatched::reload).hasMessageContaining("tokenrelay.config-file was not");
    assertThat(unwatched.set(Collections.singletonMap("tokenrelay.dry-run", "true")))
        .contains("tokenrelay.dry-run=true");
  }

  private String set(String name, String text) {
    return rollout.set(Collections.singletonMap(name, text));
  }

  private String sentence() {
    Reload last = rollout.last();
    assertThat(last).isNotNull();
    return last.sentence();
  }

  private void settle() {
    rollout.look();
    rollout.look();
  }

  private Map<String, Double> results() {
    Map<String, Double> results = new TreeMap<>();
    rollout.measure(
        new Measurements() {
          @Override
          public void value(Metric metric, double value, String... attributes) {
            results.put(attributes.length == 0 ? "age" : attributes[0], value);
          }

          @Override
          public void distribution(Metric metric, Distribution distribution, String... attributes) {
            throw new UnsupportedOperationException();
          }
        });
    return results;
  }

  private void write(String content) throws IOException {
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Running implements Rollout.Service {
    private Config config;
    private Policies policies;
    private @Nullable String fixed;
    private int used;
    private final List<String> looks = new ArrayList<>();

    Mode mode() {
      return config.get(InboundProperties.MODE);
    }

    @Override
    public void use(Config config, Policies policies) {
      this.config = config;
      this.policies = policies;
      used++;
    }

    @Override
    public @Nullable String fixedBecause() {
      return fixed;
    }

    @Override
    public void checkDoors() {
      looks.add("looked");
    }
  }
}
