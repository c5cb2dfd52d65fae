package io.tokenrelay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
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

  private static String folderOf(Class<?> type) throws URISyntaxException {
    Path place = Paths.get(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    while (!place.getFileName().toString().equals("target")) {
      place = place.getParent();
    }
    return place.getParent().getFileName().toString();
  }
}
