package io.tokenrelay.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.nimbusds.jose.shaded.gson.JsonElement;
import com.nimbusds.jose.shaded.gson.JsonObject;
import com.nimbusds.jose.shaded.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What others wrote of the one jar: the SBOM lists it, and the licences allow it. */
class ThirdPartyIT {
  /** Whoever adds one has read what it asks of those who pass it on. */
  private static final List<String> ALLOWED = Arrays.asList("Apache-2.0", "BSD-3-Clause", "MIT");

  /** What a library has packed in itself, by where it lies: the SBOM does not know it. */
  private static final Map<String, String> INSIDE = new TreeMap<>();

  static {
    INSIDE.put("com/nimbusds/jose/shaded/gson", "nimbus-jose-jwt | Gson | Apache-2.0");
    INSIDE.put("com/nimbusds/jose/shaded/jcip", "nimbus-jose-jwt | JCIP annotations | Apache-2.0");
    INSIDE.put(
        "io/opentelemetry/context/internal/shaded",
        "opentelemetry-context | weak-lock-free | Apache-2.0");
    INSIDE.put("net/bytebuddy/jar/asm", "byte-buddy | ASM | BSD-3-Clause");
  }

  private static final Path ROOT = Paths.get(System.getProperty("project.root"));
  private static final Path TARGET = ROOT.resolve("agent/jar/target");
  private static final Path PAGE = ROOT.resolve("docs/third-party.md");
  private static final Path SBOM = TARGET.resolve("tokenrelay-javaagent-sbom.json");
  private static final String LATER = "META-INF/versions/11/";

  private static final Set<String> ENTRIES = new TreeSet<>();
  private static final List<JsonObject> COMPONENTS = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    assumeFalse(
        "offline: true".equals(System.getProperty("maven.mode")),
        "with -o, Maven leaves out what writes the SBOM");
    try (JarFile jar = new JarFile(new File(System.getProperty("agent.jar")))) {
      jar.stream().map(ZipEntry::getName).forEach(ENTRIES::add);
    }
    JsonObject sbom = JsonParser.parseString(text(SBOM)).getAsJsonObject();
    for (JsonElement component : sbom.getAsJsonArray("components")) {
      COMPONENTS.add(component.getAsJsonObject());
    }
  }

  @Test
  void everyPackageOfOthersBelongsToAComponentOfTheSbom() throws IOException {
    Set<String> ofComponents = new TreeSet<>();
    for (JsonObject component : COMPONENTS) {
      ofComponents.addAll(packages(component));
    }

    assertThat(packagesOfOthers()).hasSizeGreaterThan(50).isSubsetOf(ofComponents);
  }

  @Test
  void everyComponentOfTheSbomIsInTheJar() throws IOException {
    for (JsonObject component : COMPONENTS) {
      assertThat(packagesOfOthers())
          .as(nameOf(component))
          .containsAnyElementsOf(packages(component));
    }
  }

  @Test
  void theSbomListsBothCaffeinesEachWithItsOwnHash() {
    List<JsonObject> caffeines =
        COMPONENTS.stream()
            .filter(component -> string(component, "name").equals("caffeine"))
            .collect(Collectors.toList());

    assertThat(caffeines)
        .extracting(component -> string(component, "version").split("\\.")[0])
        .containsExactly("2", "3");
    assertThat(caffeines.stream().map(component -> component.get("hashes")).distinct()).hasSize(2);
    assertThat(caffeines)
        .allMatch(
            component -> string(component, "purl").contains("@" + string(component, "version")));
  }

  @Test
  void theSbomIsTheSameInXml() throws Exception {
    Document xml = xml();
    // The first such list is of the tools that wrote it.
    NodeList lists = xml.getElementsByTagName("components");
    NodeList all = ((Element) lists.item(lists.getLength() - 1)).getElementsByTagName("component");
    List<String> inXml = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      Element component = (Element) all.item(i);
      inXml.add(
          component.getElementsByTagName("purl").item(0).getTextContent()
              + component.getElementsByTagName("hash").item(0).getTextContent());
    }

    assertThat(inXml)
        .containsExactlyElementsOf(
            COMPONENTS.stream()
                .map(
                    component ->
                        string(component, "purl")
                            + string(
                                component.getAsJsonArray("hashes").get(0).getAsJsonObject(),
                                "content"))
                .collect(Collectors.toList()));
  }

  @Test
  void theSbomNamesEachComponentAsADependencyOfTheJar() throws Exception {
    List<String> refs = new ArrayList<>();
    COMPONENTS.forEach(component -> refs.add(string(component, "bom-ref")));
    JsonObject sbom = JsonParser.parseString(text(SBOM)).getAsJsonObject();
    List<String> inJson = new ArrayList<>();
    sbom.getAsJsonArray("dependencies")
        .get(0)
        .getAsJsonObject()
        .getAsJsonArray("dependsOn")
        .forEach(ref -> inJson.add(ref.getAsString()));
    NodeList elements =
        xml().getElementsByTagNameNS("http://cyclonedx.org/schema/bom/1.6", "dependency");
    List<String> inXml = new ArrayList<>();
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      if (element.getParentNode().getNodeName().equals("dependency")) {
        inXml.add(element.getAttribute("ref"));
      }
    }

    assertThat(inJson).containsExactlyInAnyOrderElementsOf(refs);
    assertThat(inXml).containsExactlyInAnyOrderElementsOf(refs);
  }

  private static Document xml() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(TARGET.resolve("tokenrelay-javaagent-sbom.xml").toFile());
  }

  /** Then two builds of the same sources write the same. */
  @Test
  void nothingInTheSbomIsOfThisBuildAlone() throws IOException {
    assertThat(text(SBOM)).doesNotContain("serialNumber", ROOT.toString());
    JsonObject sbom = JsonParser.parseString(text(SBOM)).getAsJsonObject();
    JsonElement made = sbom.getAsJsonObject("metadata").get("timestamp");

    assertThat(made == null ? "2026-01-01T00:00:00Z" : made.getAsString())
        .isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void everyLicenceIsOneThatWeHaveAgreedTo() {
    assertThat(COMPONENTS)
        .allSatisfy(
            component -> assertThat(ALLOWED).as(nameOf(component)).contains(licence(component)));
    assertThat(INSIDE.values()).allMatch(line -> ALLOWED.contains(line.split(" \\| ")[2]));
  }

  @Test
  void theTextOfEveryLicenceIsInTheJar() {
    assertThat(COMPONENTS).allSatisfy(component -> assertThat(ENTRIES).contains(where(component)));
  }

  @Test
  void everyNoticeIsInTheJar() throws IOException {
    for (JsonObject component : COMPONENTS) {
      if (Files.exists(unpacked(component).resolve("META-INF/NOTICE"))
          || Files.exists(unpacked(component).resolve("META-INF/NOTICE.txt"))) {
        assertThat(ENTRIES).contains("META-INF/licenses/" + string(component, "name") + "/NOTICE");
      }
    }
    assertThat(ENTRIES).contains("META-INF/licenses/byte-buddy/NOTICE");
  }

  @Test
  void whatLibrariesHavePackedInThemselvesIsKnown() {
    assertThat(
            packagesOfOthers().stream()
                .filter(name -> name.matches(".*/(shaded|shadow|repackaged|vendor|jar)/.*"))
                .map(name -> name.replaceFirst(LATER, ""))
                .filter(name -> INSIDE.keySet().stream().noneMatch(name::startsWith)))
        .isEmpty();
    assertThat(INSIDE.keySet())
        .allMatch(root -> packagesOfOthers().stream().anyMatch(name -> name.startsWith(root)));
  }

  /** {@code -Dupdate} writes the page instead. */
  @Test
  void thePageSaysWhatTheSbomSays() throws IOException {
    if (System.getProperty("update") != null) {
      Files.write(PAGE, page().getBytes(StandardCharsets.UTF_8));
    }

    assertThat(text(PAGE)).as("run this test with -Dupdate").isEqualTo(page());
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            "<!-- Written by ThirdPartyIT from the SBOM: run ./mvnw -pl agent/jar -am verify -Dupdate -->\n"
                + "# Third parties\n\n"
                + "What others wrote of what is packed in the agent's jar. The same with hashes, for programs, is the SBOM that comes with"
                + " each release ([releasing](releasing.md)). A class is packed as it was published, apart from SLF4J's `LoggerFactory`,"
                + " which is ours; what the agent does not use of a library may be left out.\n\n"
                + "| Library | Version | Licence | Its text in the jar |\n|---|---|---|---|\n");
    for (JsonObject component : COMPONENTS) {
      page.append("| `").append(nameOf(component)).append("` | ");
      page.append(string(component, "version")).append(" | ").append(licence(component));
      page.append(" | `").append(where(component)).append("` |\n");
    }
    page.append("\nSome of them have packed others in themselves:\n\n");
    page.append("| Library | What is in it | Licence |\n|---|---|---|\n");
    INSIDE.values().forEach(line -> page.append("| ").append(line).append(" |\n"));
    page.append(
        "\nThe build fails if the jar holds anything that is not listed, or a licence other than ");
    return page.append(String.join(", ", ALLOWED)).append(".\n").toString();
  }

  private static String nameOf(JsonObject component) {
    return string(component, "group") + ':' + string(component, "name");
  }

  private static String licence(JsonObject component) {
    List<String> licences = new ArrayList<>();
    for (JsonElement each : component.getAsJsonArray("licenses")) {
      JsonObject licence = each.getAsJsonObject().getAsJsonObject("license");
      licences.add(licence == null ? each.toString() : string(licence, "id"));
    }
    return String.join(" and ", licences);
  }

  /** Apache's is the agent's own. What has several artifacts has one text. */
  private static String where(JsonObject component) {
    return licence(component).equals("Apache-2.0")
        ? "META-INF/LICENSE"
        : "META-INF/licenses/"
            + string(component, "name").replaceFirst("^asm-.*", "asm")
            + "/LICENSE";
  }

  private static Set<String> packagesOfOthers() {
    return ENTRIES.stream()
        .filter(name -> name.startsWith("inst/") && name.endsWith('/' + PackedPackage.ENTRY))
        .map(name -> name.substring(5, name.length() - PackedPackage.ENTRY.length()))
        .filter(name -> !name.startsWith("io/tokenrelay/"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of the artifact itself; those of Caffeine 3 are packed for later releases of Java. */
  private static Set<String> packages(JsonObject component) throws IOException {
    Path folder = unpacked(component);
    boolean isLater = !Files.isDirectory(folder);
    Path of = isLater ? TARGET.resolve("caffeine3") : folder;
    try (Stream<Path> files = Files.walk(of)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(file -> of.relativize(file.getParent()).toString().replace('\\', '/') + '/')
          .map(name -> (isLater ? LATER : "") + name)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Path unpacked(JsonObject component) {
    return TARGET.resolve(
        "unpacked/" + string(component, "name") + '-' + string(component, "version") + "-jar");
  }

  private static String string(JsonObject in, String name) {
    assertThat(in.has(name)).as(name + " of " + in).isTrue();
    return in.get(name).getAsString();
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
