import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Packs the classes of each package below a folder into one file, as {@code PackedPackage} reads it, in place of their own files. Run by
 * the build, from source.
 */
final class PackPackages {
  private static final String SUFFIX = ".classdata";

  public static void main(String[] folders) throws IOException {
    for (String folder : folders) {
      for (Path each : list(Path.of(folder), true)) {
        pack(each);
      }
    }
  }

  private static void pack(Path folder) throws IOException {
    List<Path> classes = list(folder, false);
    if (classes.isEmpty()) {
      return;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(packed);
    for (Path file : classes) {
      String name = file.getFileName().toString();
      byte[] simpleName = name.substring(0, name.length() - SUFFIX.length()).getBytes(StandardCharsets.UTF_8);
      byte[] bytes = Files.readAllBytes(file);
      out.writeShort(simpleName.length);
      out.write(simpleName);
      out.writeInt(bytes.length);
      out.write(bytes);
      Files.delete(file);
    }
    Files.write(folder.resolve("classes"), packed.toByteArray());
  }

  /** Sorted by their text, whatever the file system makes of capitals: a class comes before those nested in it. */
  private static List<Path> list(Path folder, boolean folders) throws IOException {
    try (Stream<Path> found = folders ? Files.walk(folder) : Files.list(folder)) {
      return found
          .filter(path -> folders ? Files.isDirectory(path) : path.toString().endsWith(SUFFIX))
          .sorted((one, other) -> name(one).compareTo(name(other)))
          .toList();
    }
  }

  private static String name(Path path) {
    String name = path.toString();
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }
}
