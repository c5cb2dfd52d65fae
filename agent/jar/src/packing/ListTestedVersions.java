import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lists the versions in the slots of the libraries' tests (docs/decisions/035), as {@code TestedVersions} reads them: a line for each,
 * {@code folder group:artifact version}; {@code folder+} for what is only beside the library. Run by the build, from source.
 */
final class ListTestedVersions {
  private static final Pattern PROPERTY = Pattern.compile("<([\\w.-]+)>([^<>]*)</\\1>");
  private static final Pattern SLOT = Pattern.compile("(library|with|also)\\.(floor|latest|between-\\d)");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([\\w.-]+)}");

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Map<String, String> shared = properties(root.resolve("pom.xml"));
    List<String> lines = new ArrayList<>();
    try (Stream<Path> folders = Files.list(root.resolve("instrumentation"))) {
      for (Path folder : folders.sorted().toList()) {
        Path pom = folder.resolve("tests/pom.xml");
        if (Files.exists(pom)) {
          list(folder.getFileName().toString(), properties(pom), shared, lines);
        }
      }
    }
    Path file = Path.of(arguments[1]).resolve("io/tokenrelay/instrumentation/tested");
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private static void list(String folder, Map<String, String> own, Map<String, String> shared, List<String> lines) {
    for (String name : new TreeSet<>(own.keySet())) {
      Matcher slot = SLOT.matcher(name);
      if (slot.matches()) {
        String group = own.getOrDefault(name + ".group", own.get(slot.group(1) + ".group"));
        String artifact = own.getOrDefault(name + ".artifact", own.get(slot.group(1) + ".artifact"));
        String of = slot.group(1).equals("library") ? folder : folder + '+';
        lines.add(of + ' ' + group + ':' + artifact + ' ' + literal(own.get(name), own, shared));
      }
    }
  }

  private static String literal(String value, Map<String, String> own, Map<String, String> shared) {
    Matcher reference = REFERENCE.matcher(value);
    if (!reference.matches()) {
      return value;
    }
    String name = reference.group(1);
    String next = own.getOrDefault(name, shared.get(name));
    if (next == null) {
      throw new IllegalStateException("there is no property " + name);
    }
    return literal(next, own, shared);
  }

  private static Map<String, String> properties(Path pom) throws IOException {
    String text = Files.readString(pom).replaceAll("(?s)<!--.*?-->", "");
    Map<String, String> properties = new LinkedHashMap<>();
    int from = text.indexOf("<properties>");
    int to = text.indexOf("</properties>");
    if (from >= 0) {
      Matcher property = PROPERTY.matcher(text.substring(from, to));
      while (property.find()) {
        properties.put(property.group(1), property.group(2).trim());
      }
    }
    return properties;
  }
}
