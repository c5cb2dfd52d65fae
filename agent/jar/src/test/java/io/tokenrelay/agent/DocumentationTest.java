package io.tokenrelay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages say what is so: the code they show is the code, and the links lead somewhere. */
class DocumentationTest {
  private static final Path ROOT = Paths.get(System.getProperty("project.root"));
  private static final Pattern SHOWN_CODE =
      Pattern.compile("<!-- (\\S+) -->\\n```(?:java|xml)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern ANCHOR = Pattern.compile("\\]\\(([^)#:]*)#([^)]*)\\)");

  private static final Pattern TEST =
      Pattern.compile(
          "`(\\w+(?:IT|Test)|\\w+s(?:Inbound|Outbound|NoAnswers|ItsUser))(?:\\.(\\w+))?`");

  @Test
  void theWalkThroughShowsTheCodeAsItIs() throws IOException {
    Matcher shown = SHOWN_CODE.matcher(text(ROOT.resolve("CONTRIBUTING.md")));
    int blocks = 0;
    while (shown.find()) {
      assertThat(text(ROOT.resolve(shown.group(1)))).contains(shown.group(2));
      blocks++;
    }
    assertThat(blocks).isGreaterThanOrEqualTo(6);
  }

  @Test
  void anExtensionIsBuiltWithTheVersionsOfTheAgent() throws IOException {
    String build = text(ROOT.resolve("pom.xml"));
    String extension = text(ROOT.resolve("docs/extension/pom.xml"));
    assertThat(versionOf("tokenrelay-spi", extension)).isEqualTo(versionOf("tokenrelay", build));
    assertThat(versionOf("byte-buddy", extension))
        .isEqualTo(found("<byte-buddy.version>(.*?)</", build));
    assertThat(versionOf("jspecify", extension))
        .isEqualTo(found("<jspecify.version>(.*?)</", build));
  }

  private static String versionOf(String artifact, String pom) {
    return found("<artifactId>" + artifact + "</artifactId>\\s*<version>(.*?)</", pom);
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  @Test
  void everyLinkBetweenThePagesLeadsSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(text(page));
      while (link.find()) {
        if (!Files.exists(page.resolveSibling(link.group(1)))) {
          dead.add(ROOT.relativize(page) + " -> " + link.group(1));
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void everyTestThatAPageNamesIsThere() throws IOException {
    Map<String, String> tests = tests();
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      // what decisions name was there when they were taken
      Matcher name = TEST.matcher(page.toString().contains("decisions") ? "" : text(page));
      while (name.find()) {
        String method = name.group(2);
        String wanted = method == null ? "class " + name.group(1) : ' ' + method + '(';
        if (!tests.getOrDefault(name.group(1), "").contains(wanted)) {
          missing.add(ROOT.relativize(page) + ": " + name.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /**
   * The sources of all tests and of the suites that they inherit, by the names of their classes.
   */
  private static Map<String, String> tests() throws IOException {
    Map<String, String> tests = new HashMap<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes any) {
            String name = folder.getFileName().toString();
            return name.equals("target") || name.equals(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes any) throws IOException {
            String path = file.toString();
            if (path.endsWith(".java") && (path.contains("/test/") || path.contains("/testing/"))) {
              String name = file.getFileName().toString().replace(".java", "");
              tests.merge(name, text(file), String::concat);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return tests;
  }

  @Test
  void everyLinkIntoAPageFindsItsHeading() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = ANCHOR.matcher(text(page));
      while (link.find()) {
        Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        if (target.toString().endsWith(".md") && !anchors(target).contains(link.group(2))) {
          dead.add(ROOT.relativize(page) + " -> " + link.group(1) + '#' + link.group(2));
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  /** What GitHub makes of the headings of a page. */
  private static Set<String> anchors(Path page) throws IOException {
    Set<String> anchors = new HashSet<>();
    for (String line : text(page).split("\n", -1)) {
      if (line.startsWith("#")) {
        String heading = line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT);
        anchors.add(heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'));
      }
    }
    return anchors;
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .collect(Collectors.toList());
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
