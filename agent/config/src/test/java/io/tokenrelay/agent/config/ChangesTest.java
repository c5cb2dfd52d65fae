package io.tokenrelay.agent.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another file, or JMX, changes of a configuration. */
class ChangesTest {
  private static final Table CHANGING = new Table(Scope.AGENT);

  static {
    CHANGING
        .property("gear", Type.oneOf("low", "high"))
        .byDefault("low")
        .changesAtRunTime()
        .means("The gear.");
    CHANGING
        .property("lights", ListType.list("a list of lights"))
        .byDefault("")
        .changesAtRunTime()
        .means("What is on.");
  }

  @TempDir Path folder;
  private Path file;
  private final Map<String, String> inJmx = new TreeMap<>();

  @BeforeEach
  void name() {
    file = folder.resolve("sample.properties");
  }

  @Test
  void areWhatHasAnotherValue() throws Exception {
    Layers before = start("tokenrelay.gear=low");
    Changes changes = changes(before, "tokenrelay.gear=high\ntokenrelay.lights=head,tail");
    assertThat(changes.made())
        .containsExactlyInAnyOrder("tokenrelay.gear=high (was low)", "tokenrelay.lights=head,tail");
    assertThat(changes.restarts()).isEmpty();
    assertThat(changes.gone()).isEmpty();
    assertThat(changes(before, "# only a remark\ntokenrelay.gear = low").made()).isEmpty();
  }

  @Test
  void needARestartWhereTheDefinitionDoesNotSayOtherwise() throws Exception {
    Changes changes =
        changes(start("tokenrelay.gear=low"), "tokenrelay.gear=low\ntokenrelay.speed=2s");
    assertThat(changes.restarts()).containsExactly("tokenrelay.speed");
    assertThat(changes.made()).isEmpty();
  }

  @Test
  void areNotMadeByALineThatIsGone() throws Exception {
    Layers before = start("tokenrelay.gear=high\ntokenrelay.lights=head");
    assertThat(changes(before, "tokenrelay.lights=\n").gone()).containsExactly("tokenrelay.gear");
    assertThat(changes(before, "tokenrelay.gear=\ntokenrelay.lights=head").gone())
        .as("it has no empty value")
        .containsExactly("tokenrelay.gear");
    assertThat(changes(before, "tokenrelay.gear=high").gone()).containsExactly("tokenrelay.lights");
    assertThat(changes(before, "tokenrelay.gear=high\ntokenrelay.lights=\n").made())
        .containsExactly("tokenrelay.lights is no longer set (was head)");
  }

  @Test
  void areNotMadeByWhatALineThatIsGoneHasHidden() throws Exception {
    Files.write(file, "tokenrelay.gear=high\ntokenrelay.speed=2s".getBytes(UTF_8));
    Layers before =
        Sample.set("tokenrelay.config-file", file.toString()).andArguments("gear=low").layers();
    assertThat(changes(before, "tokenrelay.speed=2s").gone()).containsExactly("tokenrelay.gear");
  }

  @Test
  void countOnlyWhereNothingAboveTheFileSaysOtherwise() throws Exception {
    Files.write(file, "tokenrelay.gear=low".getBytes(UTF_8));
    Layers before =
        Sample.set("tokenrelay.config-file", file.toString())
            .andEnvironment("TOKENRELAY_GEAR", "low")
            .layers();
    Layers after = before.with("tokenrelay.gear=high".getBytes(UTF_8), inJmx);
    assertThat(changes(before, "tokenrelay.gear=high").made()).isEmpty();
    assertThat(before.overruledIn(after)).containsExactly("tokenrelay.gear (environment)");

    inJmx.put("tokenrelay.gear", "high");
    assertThat(changes(before, "tokenrelay.gear=low").made())
        .containsExactly("tokenrelay.gear=high (was low)");
  }

  private Layers start(String content) throws Exception {
    Files.write(file, content.getBytes(UTF_8));
    return Sample.set("tokenrelay.config-file", file.toString()).layers();
  }

  private Changes changes(Layers before, String content) {
    Layers after = before.with(content.getBytes(UTF_8), inJmx);
    return Changes.between(values(before), values(after), after);
  }

  private static List<Values> values(Layers layers) {
    List<Table> tables = new ArrayList<>(Sample.TABLES);
    tables.add(CHANGING);
    return Collections.singletonList(new Reading(layers, tables, Sample.NO_WISH).agent());
  }
}
