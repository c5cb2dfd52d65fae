package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What several poms use is a property of the root's; equal versions of two groups are chance. The
 * pom in the documentation stands alone, and has a test of its own.
 */
class VersionsTest {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").normalize();

  @Test
  void ofALibraryStandInOnePomEach() throws IOException {
    Pom root = Pom.read(ROOT.resolve("pom.xml"));
    Map<String, Set<Path>> places = new TreeMap<>();
    for (Path path : poms()) {
      Pom pom = Pom.read(path);
      for (Use use : pom.uses()) {
        Pom place = pom.literal(use.version()) == null ? root : pom;
        String version = place.literal(use.version());
        if (version != null && version.matches("\\d.*") && !use.group().equals("io.tokenrelay")) {
          String key = use.group() + ' ' + version;
          places.computeIfAbsent(key, any -> new TreeSet<>()).add(ROOT.relativize(place.path()));
        }
      }
    }

    assertThat(places).hasSizeGreaterThan(100);
    places.values().removeIf(in -> in.size() == 1);
    assertThat(places).isEmpty();
  }

  private static List<Path> poms() throws IOException {
    try (Stream<Path> all = Files.find(ROOT, 6, (path, any) -> path.endsWith("pom.xml"))) {
      return all.filter(path -> isOfTheBuild(ROOT.relativize(path))).toList();
    }
  }

  private static boolean isOfTheBuild(Path path) {
    return !path.startsWith("docs") && !path.toString().contains("target");
  }

  /** The version is as it is written: {@code 4.5.14} or {@code ${httpclient4.version}}. */
  private record Use(String group, String version) {}

  private record Pom(Path path, String text) {
    private static final Pattern DEPENDENCY =
        Pattern.compile(
            "<groupId>([^<]+)</groupId>\\s*<artifactId>[^<]+</artifactId>\\s*<version>([^<]+)<");

    private static final Pattern SLOT =
        Pattern.compile("<((library|with|also)\\.(?:floor|latest|between-\\d))>([^<]+)<");

    static Pom read(Path path) throws IOException {
      return new Pom(path, Files.readString(path).replaceAll("(?s)<!--.*?-->", ""));
    }

    List<Use> uses() {
      Stream<Use> dependencies =
          DEPENDENCY.matcher(text).results().map(use -> new Use(use.group(1), use.group(2)));
      Stream<Use> slots =
          SLOT.matcher(text)
              .results()
              .map(slot -> new Use(group(slot.group(1), slot.group(2)), slot.group(3)));
      return Stream.concat(dependencies, slots).toList();
    }

    private String group(String slot, String otherwise) {
      String own = property(slot + ".group");
      return own == null ? property(otherwise + ".group") : own;
    }

    /** What a version is, unless another pom says it. */
    String literal(String version) {
      return version.startsWith("$") ? property(version.replaceAll("[${}]", "")) : version;
    }

    private String property(String name) {
      Matcher property = Pattern.compile('<' + Pattern.quote(name) + ">([^<]+)<").matcher(text);
      return property.find() ? property.group(1) : null;
    }
  }
}
