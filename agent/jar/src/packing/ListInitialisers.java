import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Lists our classes that have an initialiser, as {@code Initialisers} reads them: a line for each package. Run by the build, from source.
 */
final class ListInitialisers {
  /** What an instrumentation says of itself is in the index: its own class is not used by a running agent. */
  private static final String DECLARES = "io/tokenrelay/instrumentation/spi/Instrumentation";

  public static void main(String[] folders) throws IOException {
    Map<String, TreeSet<String>> packages = new TreeMap<>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.walk(Path.of(folder, "io", "tokenrelay"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".classdata")).toList()) {
          add(new ClassReader(Files.readAllBytes(file)), packages);
        }
      }
    }
    StringBuilder lines = new StringBuilder();
    packages.forEach((name, classes) -> lines.append(name).append(' ').append(String.join(" ", classes)).append('\n'));
    Files.writeString(Path.of(folders[0], "io/tokenrelay/agent/weave/initialisers"), lines);
  }

  private static void add(ClassReader reader, Map<String, TreeSet<String>> packages) {
    boolean[] has = {false};
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            has[0] |= name.equals("<clinit>");
            return null;
          }
        },
        ClassReader.SKIP_CODE);
    if (has[0] && !DECLARES.equals(reader.getSuperName())) {
      String name = reader.getClassName().replace('/', '.');
      int simpleName = name.lastIndexOf('.') + 1;
      packages.computeIfAbsent(name.substring(0, simpleName - 1), key -> new TreeSet<>()).add(name.substring(simpleName));
    }
  }
}
