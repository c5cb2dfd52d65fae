import com.nimbusds.jose.shaded.gson.GsonBuilder;
import com.nimbusds.jose.shaded.gson.JsonArray;
import com.nimbusds.jose.shaded.gson.JsonElement;
import com.nimbusds.jose.shaded.gson.JsonObject;
import com.nimbusds.jose.shaded.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Makes of the list of all dependencies, as CycloneDX's plugin writes it, the list of what is packed: without our own modules and
 * annotations, with the second Caffeine, which is no dependency. And collects the texts that must go with them. Run by the build, from source.
 *
 * <p>Arguments: the list without its ending, the unpacked dependencies (a folder for each), Caffeine 3, where the texts go.
 */
final class ListThirdParties {
  private final Path unpacked;
  private final Path caffeine3;
  private final Set<String> packed = new TreeSet<>();

  private ListThirdParties(Path unpacked, Path caffeine3) {
    this.unpacked = unpacked;
    this.caffeine3 = caffeine3;
  }

  public static void main(String[] arguments) throws Exception {
    ListThirdParties list = new ListThirdParties(Path.of(arguments[1]), Path.of(arguments[2]));
    // The plugin wants to be online: a build with -o has no list.
    if (Files.exists(Path.of(arguments[0] + ".json"))) {
      list.json(Path.of(arguments[0] + ".json"));
      list.xml(Path.of(arguments[0] + ".xml"));
    }
    list.texts(Path.of(arguments[3]));
  }

  private void json(Path file) throws Exception {
    JsonObject list = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonArray components = new JsonArray();
    for (JsonElement each : list.getAsJsonArray("components")) {
      JsonObject component = each.getAsJsonObject();
      if (isPacked(component.get("group").getAsString(), component.get("name").getAsString(), component.get("version").getAsString())) {
        packed.add(component.get("bom-ref").getAsString());
        components.add(component);
        if (isCaffeine(component.get("name").getAsString())) {
          JsonObject other = JsonParser.parseString(other(component.toString(), component.get("version").getAsString())).getAsJsonObject();
          for (JsonElement hash : other.getAsJsonArray("hashes")) {
            hash.getAsJsonObject().addProperty("content", digest(hash.getAsJsonObject().get("alg").getAsString()));
          }
          packed.add(other.get("bom-ref").getAsString());
          components.add(other);
        }
      }
    }
    list.add("components", components);

    String root = list.getAsJsonObject("metadata").getAsJsonObject("component").get("bom-ref").getAsString();
    JsonArray dependencies = new JsonArray();
    dependencies.add(dependency(root, packed));
    for (String ref : packed) {
      dependencies.add(dependency(ref, Set.of()));
    }
    list.add("dependencies", dependencies);
    Files.writeString(file, new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(list) + "\n");
  }

  private static JsonObject dependency(String ref, Set<String> on) {
    JsonObject dependency = new JsonObject();
    dependency.addProperty("ref", ref);
    JsonArray all = new JsonArray();
    on.forEach(all::add);
    dependency.add("dependsOn", all);
    return dependency;
  }

  private void xml(Path file) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document list = factory.newDocumentBuilder().parse(file.toFile());
    removeBlanks(list.getDocumentElement());
    Element components = child(list.getDocumentElement(), "components");
    for (Element component : children(components)) {
      String name = text(component, "name");
      String version = text(component, "version");
      if (!isPacked(text(component, "group"), name, version)) {
        components.removeChild(component);
      } else if (isCaffeine(name)) {
        Element other = (Element) component.cloneNode(true);
        components.insertBefore(other, component.getNextSibling());
        other.setAttribute("bom-ref", other(component.getAttribute("bom-ref"), version));
        for (String each : List.of("version", "purl")) {
          child(other, each).setTextContent(other(text(component, each), version));
        }
        for (Element hash : children(child(other, "hashes"))) {
          hash.setTextContent(digest(hash.getAttribute("alg")));
        }
      }
    }

    Element dependencies = child(list.getDocumentElement(), "dependencies");
    String root = child(child(list.getDocumentElement(), "metadata"), "component").getAttribute("bom-ref");
    for (Element dependency : children(dependencies)) {
      dependencies.removeChild(dependency);
    }
    Element on = dependency(dependencies, root);
    for (String ref : packed) {
      dependency(on, ref);
      dependency(dependencies, ref);
    }
    var transformer = TransformerFactory.newInstance().newTransformer();
    transformer.setOutputProperty("indent", "yes");
    list.setXmlStandalone(true);
    try (var out = Files.newBufferedWriter(file)) {
      transformer.transform(new DOMSource(list), new StreamResult(out));
    }
  }

  private static Element dependency(Element in, String ref) {
    Element dependency = in.getOwnerDocument().createElementNS(in.getNamespaceURI(), "dependency");
    dependency.setAttribute("ref", ref);
    in.appendChild(dependency);
    return dependency;
  }

  /** Notices always; a licence's text unless it is the one that the agent itself has. */
  private void texts(Path to) throws IOException {
    try (Stream<Path> folders = Files.list(unpacked)) {
      for (Path folder : folders.sorted().toList()) {
        String name = folder.getFileName().toString().replaceFirst("-\\d.*", "");
        Path texts = folder.resolve("META-INF");
        if (Files.isDirectory(texts)) {
          try (Stream<Path> files = Files.list(texts)) {
            for (Path text : files.filter(Files::isRegularFile).sorted().toList()) {
              String kind = text.getFileName().toString().toUpperCase().replaceFirst("\\..*", "");
              if (kind.equals("NOTICE") || (kind.equals("LICENSE") && !Files.readString(text).contains("Apache License"))) {
                copy(text, to.resolve(name).resolve(kind));
              }
            }
          }
          Path inside = texts.resolve("licenses");
          if (Files.isDirectory(inside)) {
            try (Stream<Path> files = Files.list(inside)) {
              for (Path text : files.sorted().toList()) {
                copy(text, to.resolve(text.getFileName().toString().toLowerCase()).resolve("LICENSE"));
              }
            }
          }
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.write(to, Files.readAllBytes(from));
  }

  private boolean isPacked(String group, String name, String version) {
    return !group.startsWith("io.tokenrelay") && Files.isDirectory(unpacked.resolve(name + '-' + version + "-jar"));
  }

  private static boolean isCaffeine(String name) {
    return name.equals("caffeine");
  }

  /** Caffeine 3's, from Caffeine 2's. */
  private String other(String text, String version) {
    return text.replace(version, caffeine3.getFileName().toString().replaceFirst("^caffeine-(.*)\\.jar$", "$1"));
  }

  private String digest(String algorithm) throws IOException, GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(caffeine3)));
  }

  private static void removeBlanks(Node in) {
    List<Node> blanks = new ArrayList<>();
    for (Node each = in.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each.getNodeType() == Node.TEXT_NODE && each.getTextContent().isBlank()) {
        blanks.add(each);
      } else {
        removeBlanks(each);
      }
    }
    blanks.forEach(in::removeChild);
  }

  private static List<Element> children(Element in) {
    List<Element> children = new ArrayList<>();
    for (Node each = in.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private static Element child(Element in, String name) {
    return children(in).stream().filter(each -> each.getTagName().equals(name)).findFirst().orElseThrow();
  }

  private static String text(Element in, String name) {
    return child(in, name).getTextContent();
  }
}
