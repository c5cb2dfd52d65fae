package io.tokenrelay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.weave.AdviceText;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.InstrumentationIndex;
import io.tokenrelay.instrumentation.spi.Rule;
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
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is in the one jar, and what must not be. */
class PackagingIT {
  private static final long BUDGET = 4_800_000;
  private static final int JAVA_8 = 52;
  private static final String INSTRUMENTATIONS =
      "inst/META-INF/services/io.tokenrelay.instrumentation.spi.Instrumentation";

  private static final Path ROOT = Paths.get(System.getProperty("project.root"));
  private static final File FILE = new File(System.getProperty("agent.jar"));
  private static final Map<String, byte[]> ENTRIES = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    try (JarFile jar = new JarFile(FILE)) {
      for (ZipEntry entry : jar.stream().collect(Collectors.toList())) {
        if (!entry.isDirectory()) {
          add(entry.getName(), bytes(jar.getInputStream(entry)));
        }
      }
    }
  }

  /** A packed package as if each of its classes were an entry. */
  private static void add(String entry, byte[] bytes) {
    if (entry.endsWith('/' + PackedPackage.ENTRY)) {
      String folder = entry.substring(0, entry.length() - PackedPackage.ENTRY.length());
      PackedPackage.unpack(bytes)
          .forEach(
              (name, file) -> {
                byte[] classFile = new byte[file.remaining()];
                file.get(classFile);
                ENTRIES.put(folder + name + ".classdata", classFile);
              });
    } else {
      ENTRIES.put(entry, bytes);
    }
  }

  @Test
  void theApplicationSeesOnlyTheAgentsOwnEntrance() {
    assertThat(names("").filter(name -> !name.startsWith("inst/") && !name.startsWith("boot/")))
        .containsExactlyInAnyOrder(
            "META-INF/LICENSE",
            "META-INF/MANIFEST.MF",
            "META-INF/licenses/asm/LICENSE",
            "META-INF/licenses/byte-buddy/NOTICE",
            "META-INF/licenses/slf4j-api/LICENSE",
            "io/tokenrelay/agent/AgentClassLoader$Opener$1.class",
            "io/tokenrelay/agent/AgentClassLoader$Opener.class",
            "io/tokenrelay/agent/AgentClassLoader.class",
            "io/tokenrelay/agent/AgentJar$Entry.class",
            "io/tokenrelay/agent/AgentJar.class",
            "io/tokenrelay/agent/BootClasses$Definer.class",
            "io/tokenrelay/agent/BootClasses.class",
            "io/tokenrelay/agent/JdkTool.class",
            "io/tokenrelay/agent/PackedPackage.class",
            "io/tokenrelay/agent/TokenRelayAgent.class");
  }

  @Test
  void nothingInsideCanBeLoadedByAnybodyElse() {
    assertThat(names("inst/")).noneMatch(name -> name.endsWith(".class"));
    assertThat(names("boot/")).noneMatch(name -> name.endsWith(".class"));
  }

  @Test
  void everyClassIsJava8OrBelowAFolderForALaterOne() {
    List<String> tooNew =
        ENTRIES.entrySet().stream()
            .filter(each -> each.getKey().endsWith("class") || each.getKey().endsWith("classdata"))
            .filter(each -> !each.getKey().contains("META-INF/versions/"))
            .filter(each -> majorVersion(each.getValue()) > JAVA_8)
            .map(Map.Entry::getKey)
            .collect(Collectors.toList());

    assertThat(tooNew).isEmpty();
  }

  @Test
  void bothCaffeinesAreThere() {
    String cache = "com/github/benmanes/caffeine/cache/Caffeine.classdata";

    assertThat(majorVersion(entry("inst/" + cache))).isLessThanOrEqualTo(JAVA_8);
    assertThat(majorVersion(entry("inst/META-INF/versions/11/" + cache))).isEqualTo(55);
  }

  /**
   * Those that are generated for one way to configure a cache are loaded by name. Where another way
   * is taken, every test with the packaged jar says which class is missing.
   */
  @Test
  void bothCaffeinesHaveTheClassesOfOurCachesAndNoOthers() {
    for (String caffeine : new String[] {"inst/", "inst/META-INF/versions/11/"}) {
      String folder = caffeine + "com/github/benmanes/caffeine/cache/";
      assertThat(
              names(folder)
                  .map(name -> name.substring(folder.length()).split("[.$]")[0])
                  .filter(name -> name.matches("[A-Z]{2,}"))
                  .distinct())
          .as(caffeine)
          .containsExactlyInAnyOrder(
              "PS", "PSW", "PSWMW", "SS", "SSL", "SSLMW", "SSLMWW", "SSMW", "SSMWW");
    }
  }

  @Test
  void servicesNameClassesThatExist() {
    assertThat(names("inst/META-INF/services/")).isNotEmpty();
    names("inst/META-INF/services/")
        .flatMap(service -> lines(entry(service)))
        .forEach(
            provider ->
                assertThat(ENTRIES.keySet())
                    .contains("inst/" + provider.replace('.', '/') + ".classdata"));
  }

  @Test
  void thePackedInstrumentationsAreTheFoldersOfTheSourceTree() throws IOException {
    List<String> packed =
        lines(entry(INSTRUMENTATIONS))
            .map(name -> name.split("\\.")[3])
            .distinct()
            .sorted()
            .collect(Collectors.toList());
    try (Stream<Path> folders = Files.list(ROOT.resolve("instrumentation"))) {
      List<String> inTheTree =
          folders
              .filter(folder -> Files.exists(folder.resolve("pom.xml")))
              .map(folder -> folder.getFileName().toString())
              // the interface, the kit, and what is woven without rules
              .filter(name -> !Arrays.asList("spi", "testing", "jdk").contains(name))
              .sorted()
              .collect(Collectors.toList());

      assertThat(packed).isNotEmpty().isEqualTo(inTheTree);
    }
    assertThat(names("inst/io/tokenrelay/instrumentation/jdk/")).isNotEmpty();
  }

  @Test
  void theIndexSaysWhatTheInstrumentationsSay() {
    List<String> said = new ArrayList<>();
    ServiceLoader.load(Instrumentation.class).forEach(each -> said.add(spelt(each)));

    assertThat(InstrumentationIndex.read(entry("inst/" + InstrumentationIndex.RESOURCE)))
        .extracting(PackagingIT::spelt)
        .hasSizeGreaterThan(15)
        .containsExactlyInAnyOrderElementsOf(said);
  }

  @Test
  void theIndexSaysWhatTheAnnotationsOfAllAdviceSay() throws IOException {
    ClassLoader loader = PackagingIT.class.getClassLoader();
    for (Instrumentation each :
        InstrumentationIndex.read(entry("inst/" + InstrumentationIndex.RESOURCE))) {
      for (Rule rule : each.rules()) {
        assertThat(rule.adviceText()).isEqualTo(AdviceText.of(loader, rule.advice()));
      }
    }
  }

  /** From the poms of the tests, so that nothing is said twice. */
  @Test
  void theTestedVersionsAreThoseOfTheSlots() {
    List<String> tested =
        lines(entry("inst/io/tokenrelay/instrumentation/tested")).collect(Collectors.toList());

    assertThat(tested)
        .hasSizeGreaterThan(100)
        .allMatch(line -> line.matches("[a-z0-9]+\\+? [\\w.-]+:[\\w.-]+ \\d[\\w.-]*"))
        .anyMatch(line -> line.startsWith("okhttp3 com.squareup.okhttp3:okhttp 3.0.0"));
    assertThat(tested.stream().map(line -> line.split("[+ ]")[0]).distinct())
        .allMatch(folder -> Files.exists(ROOT.resolve("instrumentation/" + folder + "/tests")));
  }

  private static String spelt(Instrumentation instrumentation) {
    StringBuilder all = new StringBuilder(instrumentation.name());
    all.append(' ')
        .append(instrumentation.purpose())
        .append(' ')
        .append(instrumentation.isServer());
    for (String[] list :
        new String[][] {
          instrumentation.ownTasks(),
          instrumentation.tasksForRequests(),
          instrumentation.ownWaits(),
          instrumentation.opensPortsBy(),
          instrumentation.opensPortsOver(),
          instrumentation.standsOn()
        }) {
      all.append(Arrays.toString(list));
    }
    for (Rule rule : instrumentation.rules()) {
      all.append('\n').append(rule.instrumentation()).append(": ").append(rule);
      all.append(' ').append(rule.role()).append(' ').append(rule.condition());
      all.append(' ').append(rule.isInSomeVersions());
    }
    return all.toString();
  }

  @Test
  void itsLoggersAreMadeWithoutLookingForAProvider() {
    assertThat(new String(entry("inst/org/slf4j/LoggerFactory.classdata"), StandardCharsets.UTF_8))
        .contains("io/tokenrelay/agent/main/log/LineLogger");
    assertThat(names("inst/META-INF/services/")).noneMatch(name -> name.contains("slf4j"));
  }

  @Test
  void theBootLoaderGetsFewClasses() {
    assertThat(names("boot/")).hasSizeBetween(1, 52);
  }

  @Test
  void itsClassesThatHaveAnInitialiserAreListed() {
    String path = "inst/io/tokenrelay/agent/weave/initialisers";
    assertThat(new String(entry(path), StandardCharsets.US_ASCII).split("\n"))
        .anySatisfy(
            line -> assertThat(line).startsWith("io.tokenrelay.agent.relay ").contains(" Gate "))
        .anySatisfy(line -> assertThat(line).startsWith("io.tokenrelay.bootstrap "))
        .anySatisfy(line -> assertThat(line).startsWith("io.tokenrelay.instrumentation.okhttp3 "))
        .noneSatisfy(line -> assertThat(line).contains(" ReactorInstrumentation"));
  }

  @Test
  void everyClassIsPackedWithItsPackage() throws IOException {
    try (JarFile jar = new JarFile(FILE)) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .noneMatch(name -> name.endsWith(".classdata"))
          .hasSizeLessThan(420);
    }
  }

  @Test
  void bootClassesAreNowhereElse() {
    assertThat(names("inst/io/tokenrelay/bootstrap/")).isEmpty();
    assertThat(names("inst/java/")).isEmpty();
  }

  @Test
  void theManifestNamesTheEntrances() throws IOException {
    Manifest manifest = new JarFile(FILE).getManifest();

    for (String entrance : new String[] {"Premain-Class", "Agent-Class", "Main-Class"}) {
      assertThat(manifest.getMainAttributes().getValue(entrance))
          .isEqualTo("io.tokenrelay.agent.TokenRelayAgent");
    }
    assertThat(manifest.getMainAttributes().getValue("Can-Retransform-Classes")).isEqualTo("true");
  }

  /** Without an agent's start, nobody has our classes in the boot loader. */
  @Test
  void isAProgramThatChecksAConfiguration() throws Exception {
    Process check =
        new ProcessBuilder(
                Paths.get(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtokenrelay.issuer=http://127.0.0.1:1",
                "-Dtokenrelay.mode=enforce",
                "-jar",
                FILE.toString(),
                "check",
                "--all",
                "audiences=orders")
            .redirectErrorStream(true)
            .start();
    check.getOutputStream().close();
    String said = new String(bytes(check.getInputStream()), StandardCharsets.UTF_8);

    assertThat(check.waitFor()).as(said).isEqualTo(1);
    assertThat(said)
        .contains("tokenrelay.audiences", "orders (agent argument)", "wrong: issuer default: ")
        .doesNotContain("Exception in thread", "NoClassDefFoundError");
  }

  @Test
  void staysWithinItsBudget() {
    assertThat(FILE.length()).isLessThan(BUDGET);
  }

  private static Stream<String> names(String prefix) {
    return ENTRIES.keySet().stream().filter(name -> name.startsWith(prefix));
  }

  private static byte[] entry(String name) {
    assertThat(ENTRIES.keySet()).contains(name);
    return ENTRIES.get(name);
  }

  private static Stream<String> lines(byte[] text) {
    return Arrays.stream(new String(text, StandardCharsets.UTF_8).split("\n"))
        .map(String::trim)
        .filter(line -> !line.isEmpty());
  }

  private static int majorVersion(byte[] classFile) {
    return (classFile[6] & 0xff) << 8 | (classFile[7] & 0xff);
  }

  private static byte[] bytes(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
    }
    return out.toByteArray();
  }
}
