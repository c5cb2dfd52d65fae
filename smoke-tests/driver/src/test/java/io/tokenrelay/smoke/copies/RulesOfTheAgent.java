package io.tokenrelay.smoke.copies;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads from the packaged agent which classes it has rules for. */
final class RulesOfTheAgent extends ClassLoader {
  private static final String SERVICES =
      "inst/META-INF/services/io.tokenrelay.instrumentation.spi.Instrumentation";

  private final ZipFile jar;

  private RulesOfTheAgent(ZipFile jar) {
    super(null);
    this.jar = jar;
  }

  static Set<String> types(Path agent) throws IOException, ReflectiveOperationException {
    Set<String> types = new TreeSet<>();
    try (ZipFile jar = new ZipFile(agent.toFile())) {
      RulesOfTheAgent loader = new RulesOfTheAgent(jar);
      String services = new String(loader.read(SERVICES), StandardCharsets.UTF_8);
      for (String name : services.split("\\s+")) {
        if (!name.isEmpty()) {
          Object instrumentation = loader.loadClass(name).getConstructor().newInstance();
          Class<?> type = instrumentation.getClass();
          for (Object rule : (List<?>) type.getMethod("rules").invoke(instrumentation)) {
            types.add((String) rule.getClass().getMethod("type").invoke(rule));
          }
        }
      }
    }
    return types;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try {
      byte[] file = read("inst/" + name.replace('.', '/') + ".classdata");
      return defineClass(name, file, 0, file.length);
    } catch (IOException missing) {
      throw new ClassNotFoundException(name, missing);
    }
  }

  private byte[] read(String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      throw new IOException(name);
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
