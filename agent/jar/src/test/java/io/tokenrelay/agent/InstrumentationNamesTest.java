package io.tokenrelay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.main.weaving.Instrumentations;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * An instrumentation's folder, package, and name are one word: whoever sees the name in a line of
 * the log, or writes {@code tokenrelay.instrumentation.<name>.enabled}, finds its code by it.
 */
class InstrumentationNamesTest {
  private static List<Instrumentation> all() {
    List<Instrumentation> all = new ArrayList<>();
    ServiceLoader.load(Instrumentation.class).forEach(all::add);
    return all;
  }

  @Test
  void areThoseOfTheirFoldersAndPackages() throws URISyntaxException {
    assertThat(all()).hasSizeGreaterThan(15);
    for (Instrumentation each : all()) {
      String folder = folderOf(each.getClass());
      assertThat(each.name())
          .as("a second one in a folder adds a word after a dash")
          .matches(folder + "(-[a-z]+)?");
      assertThat(each.getClass().getName())
          .startsWith("io.tokenrelay.instrumentation." + folder + '.');
    }
  }

  @Test
  void areGivenOnce() {
    Set<String> names = new HashSet<>();
    for (Instrumentation each : all()) {
      assertThat(names.add(each.name())).as(each.name()).isTrue();
    }
  }

  @Test
  void areThoseThatThePageLists() throws IOException {
    assertThat(listed())
        .containsExactlyInAnyOrderElementsOf(
            new TreeSet<>(new Instrumentations(getClass().getClassLoader()).names()));
  }

  /** What stands in backquotes, and can be a name, in the table of docs/supported.md#names. */
  private static Set<String> listed() throws IOException {
    Path page = Paths.get(System.getProperty("project.root")).resolve("docs/supported.md");
    String text = new String(Files.readAllBytes(page), StandardCharsets.UTF_8);
    String section = text.split("\n## Names\n", -1)[1].split("\n## ", -1)[0];
    Matcher name = Pattern.compile("`([a-z0-9-]+)`").matcher(section);
    Set<String> listed = new TreeSet<>();
    while (name.find()) {
      listed.add(name.group(1));
    }
    return listed;
  }

  private static String folderOf(Class<?> type) throws URISyntaxException {
    Path place = Paths.get(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    while (!place.getFileName().toString().equals("target")) {
      place = place.getParent();
    }
    return place.getParent().getFileName().toString();
  }
}
