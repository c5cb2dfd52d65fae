package io.tokenrelay.agent.main.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Table;
import io.tokenrelay.agent.meter.Metric;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final Pattern NAMED =
      Pattern.compile("(?<![\\w.])(?:-D)?(tokenrelay(?:\\.(?:<name>|[a-z]+(?:-[a-z0-9]+)*))+)");

  /** A request attribute, a metric, an example of a wrong name, and the form of all names. */
  private static final Set<String> NO_PROPERTIES =
      new HashSet<>(
          Arrays.asList(
              "tokenrelay.identity",
              "tokenrelay.subject",
              "tokenrelay.provider",
              "tokenrelay.signature.duration",
              "tokenrelay.config",
              "tokenrelay.instrumentation.tomcat.enabled", // one of <name>.enabled
              "tokenrelay.<name>"));

  /** A property is in its table when it is defined; a table must be known here. */
  @Test
  void listsTheTableOfEveryDomain() throws Exception {
    List<Object> tables = new ArrayList<>();
    JavaClasses all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tokenrelay.agent");
    for (JavaClass type : all) {
      for (JavaField field : type.getFields()) {
        if (field.getRawType().isEquivalentTo(Table.class)
            && field.getModifiers().contains(JavaModifier.STATIC)) {
          Field constant = Class.forName(type.getName()).getDeclaredField(field.getName());
          constant.setAccessible(true);
          tables.add(constant.get(null));
        }
      }
    }

    assertThat(new ArrayList<Object>(Tables.all())).hasSameElementsAs(tables);
  }

  @Test
  void givesEachNameOneMeaning() {
    Set<String> names = new HashSet<>();
    Set<String> inTheEnvironment = new HashSet<>();
    for (Property<?> property : Tables.properties()) {
      assertThat(names.add(property.fullName())).as(property.fullName()).isTrue();
      assertThat(inTheEnvironment.add(property.fullName().replace('-', '_').replace('.', '_')))
          .isTrue();
      String shortName = property.shortName();
      if (shortName != null) {
        assertThat(names.add(shortName)).as(shortName).isTrue();
        assertThat(inTheEnvironment.add(shortName.replace('-', '_').replace('.', '_'))).isTrue();
      }
    }
  }

  /**
   * A property that is renamed leaves no message that names it as it was. Whoever can refers to its
   * constant; what is left as text is in modules that cannot see it.
   */
  @Test
  void everyPropertyThatTheCodeNamesAsTextIsThere() throws Exception {
    Set<String> known = new HashSet<>();
    for (Property<?> property : Tables.properties()) {
      known.add(property.fullName());
      known.add(String.valueOf(property.shortName()));
    }
    for (Metric metric : Metric.values()) {
      known.add(metric.metricName());
      known.addAll(metric.attributes());
    }
    List<String> unknown = new ArrayList<>();
    Path root = Paths.get("../..").toRealPath();
    List<Path> sources;
    try (Stream<Path> all = Files.walk(root)) {
      sources =
          all.filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
              .collect(Collectors.toList());
    }
    for (Path source : sources) {
      for (String line : Files.readAllLines(source)) {
        Matcher name = NAMED.matcher(line);
        while (name.find()) {
          if (!known.contains(name.group(1)) && !NO_PROPERTIES.contains(name.group(1))) {
            unknown.add(source.getFileName() + ": " + name.group(1));
          }
        }
      }
    }

    assertThat(sources).hasSizeGreaterThan(100);
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyDefaultIsItselfAllowed() {
    for (Property<?> property : Tables.properties()) {
      for (String text : new String[] {property.defaultText(), property.cautiousText()}) {
        assertThat(text == null || property.parse(text) != null).as(property.fullName()).isTrue();
      }
    }
  }

  @Test
  void namesAreKebabWordsWithDots() {
    for (Property<?> property : Tables.properties()) {
      assertThat(property.name()).matches("[a-z]+([.-][a-z]+)*");
    }
  }

  @Test
  void everyMeaningIsASentence() {
    for (Property<?> property : Tables.properties()) {
      assertThat(property.meaning()).as(property.fullName()).matches("[A-Z`].+\\.");
    }
  }
}
