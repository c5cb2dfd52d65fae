package io.tokenrelay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The versions in {@code docs/supported.md} are those that the tests run with: of libraries, the
 * slots of their poms; of servers, the distributions that {@code smoke-tests/doors} unpacks. In the
 * page, {@code <!--tested tomcat 7 8-->} stands before those of Tomcat 7 and 8: a folder, and which
 * of its artifacts and versions. {@code -Dupdate} writes them.
 */
class SupportedPageIT {
  private static final Path ROOT = Paths.get(System.getProperty("project.root"));
  private static final Path PAGE = ROOT.resolve("docs/supported.md");
  private static final Pattern MARKED =
      Pattern.compile("(<!--tested (\\w+)((?: [\\w.-]+)*)-->)(.*?)(<!--/-->)");
  private static final Pattern PROPERTY = Pattern.compile("<([\\w.-]+)>([^<>]+)</\\1>");
  private static final Pattern ITEM =
      Pattern.compile(
          "<artifactItem>(?:\\s*<!--.*?-->)?\\s*<groupId>[^<]+</groupId>"
              + "\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

  /** What servers need beside themselves. */
  private static final List<String> BESIDE =
      Arrays.asList("slf4j", "spifly", "fileinstall", "servlet-api", "wrappers");

  /** An artifact in one version, of a folder; beside the library if the folder ends with a plus. */
  private static final class Tested {
    private final String folder;
    private final String artifact;
    private final String version;

    Tested(String folder, String artifact, String version) {
      this.folder = folder;
      this.artifact = artifact;
      this.version = version.replaceAll("[.-](RELEASE|Final|jre|v\\d+)$", "");
    }

    boolean isOf(String wanted, List<String> words) {
      List<String> artifacts = new ArrayList<>();
      List<String> versions = new ArrayList<>();
      for (String word : words) {
        (Character.isDigit(word.charAt(0)) ? versions : artifacts).add(word);
      }
      boolean isTheLibrary = artifacts.isEmpty() && folder.equals(wanted);
      boolean isNamed =
          folder.replace("+", "").equals(wanted) && artifacts.stream().anyMatch(this::is);
      return (isTheLibrary || isNamed)
          && (versions.isEmpty() || versions.stream().anyMatch(this::begins));
    }

    private boolean is(String word) {
      return artifact.equals(word) || artifact.contains('-' + word + '-');
    }

    private boolean begins(String word) {
      return version.equals(word) || version.startsWith(word + '.');
    }

    @Override
    public String toString() {
      return folder + ' ' + artifact + ' ' + version;
    }
  }

  @Test
  void namesTheVersionsThatTheTestsRunWith() throws IOException {
    List<Tested> tested = tested();
    String page = text(PAGE);
    String right = withVersions(page, tested, new ArrayList<>());
    if (System.getProperty("update") != null) {
      Files.write(PAGE, right.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(text(PAGE)).as("run this test with -Dupdate").isEqualTo(right);
  }

  @Test
  void namesEveryVersionThatTheTestsRunWith() throws IOException {
    List<Tested> tested = tested();
    List<Tested> named = new ArrayList<>();
    withVersions(text(PAGE), tested, named);
    Set<String> missing = new TreeSet<>();
    for (Tested each : tested) {
      if (!each.folder.endsWith("+") && !named.contains(each)) {
        missing.add(each.toString());
      }
    }
    assertThat(missing).isEmpty();
  }

  /** A version that nobody has marked would not be noticed when the tests go on to the next. */
  @Test
  void marksEveryVersionThatItNamesOfWhatItMarks() throws IOException {
    String page = text(PAGE);
    String rest = MARKED.matcher(page).replaceAll("");
    Set<String> unmarked = new TreeSet<>();
    for (Tested each : tested()) {
      Matcher found =
          Pattern.compile("(?<![\\d.])" + Pattern.quote(each.version) + "(?![\\d.]*\\d)")
              .matcher(tables(rest));
      if (each.version.matches("\\d+\\.\\d+\\.\\d.*") && found.find()) {
        unmarked.add(each.version);
      }
    }
    assertThat(unmarked).isEmpty();
  }

  private static String tables(String page) {
    return Stream.of(page.split("\n", -1))
        .filter(line -> line.startsWith("|"))
        .collect(Collectors.joining("\n"));
  }

  /**
   * @param named gets what is meant by a mark of the page
   */
  private static String withVersions(String page, List<Tested> all, List<Tested> named) {
    Matcher marked = MARKED.matcher(page);
    StringBuffer text = new StringBuffer();
    while (marked.find()) {
      List<String> words =
          Stream.of(marked.group(3).trim().split(" ", -1))
              .filter(word -> !word.isEmpty())
              .collect(Collectors.toList());
      Set<String> versions = new LinkedHashSet<>();
      all.stream()
          .filter(each -> each.isOf(marked.group(2), words))
          .sorted(Comparator.comparing(each -> sortable(each.version)))
          .forEach(
              each -> {
                named.add(each);
                versions.add(each.version);
              });
      assertThat(versions).as(marked.group(1)).isNotEmpty();
      String now = marked.group(1) + String.join(", ", versions) + marked.group(5);
      marked.appendReplacement(text, Matcher.quoteReplacement(now));
    }
    return marked.appendTail(text).toString();
  }

  private static String sortable(String version) {
    return Stream.of(version.split("\\.", -1))
        .map(number -> String.format("%8s", number))
        .collect(Collectors.joining());
  }

  private static List<Tested> tested() throws IOException {
    List<Tested> all = new ArrayList<>();
    for (String line : slots().split("\n", -1)) {
      String[] words = line.split("[ :]", -1);
      if (words.length == 4) {
        all.add(new Tested(words[0], words[2], words[3]));
      }
    }
    String root = text(ROOT.resolve("pom.xml"));
    String doors = text(ROOT.resolve("smoke-tests/doors/pom.xml"));
    Matcher item = ITEM.matcher(doors);
    while (item.find()) {
      String artifact = item.group(1);
      if (BESIDE.stream().noneMatch(artifact::contains)) {
        all.add(new Tested("doors", artifact, literal(item.group(2), doors, root)));
      }
    }
    for (Path folder : folders(ROOT.resolve("smoke-tests/services/boot"))) {
      String line = text(folder.resolve("pom.xml"));
      String parent = text(folder.resolveSibling("pom.xml"));
      all.add(new Tested("boot", "spring-boot", literal("${boot.version}", line, parent, root)));
    }
    assertThat(all).hasSizeGreaterThan(100);
    return all;
  }

  private static List<Path> folders(Path of) throws IOException {
    try (Stream<Path> all = Files.list(of)) {
      return all.filter(each -> Files.exists(each.resolve("pom.xml"))).collect(Collectors.toList());
    }
  }

  /** What a version is, by the first pom that says it. */
  private static String literal(String version, String... poms) {
    if (!version.startsWith("$")) {
      return version;
    }
    String name = version.substring(2, version.length() - 1);
    for (String pom : poms) {
      Matcher property = PROPERTY.matcher(pom);
      while (property.find()) {
        if (property.group(1).equals(name)) {
          return literal(property.group(2), poms);
        }
      }
    }
    throw new IllegalStateException("there is no property " + name);
  }

  /** As the jar holds them for its command {@code supports}. */
  private static String slots() throws IOException {
    try (JarFile jar = new JarFile(new File(System.getProperty("agent.jar")));
        InputStream in =
            jar.getInputStream(jar.getEntry("inst/io/tokenrelay/instrumentation/tested"))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        bytes.write(next);
      }
      return bytes.toString("UTF-8");
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
