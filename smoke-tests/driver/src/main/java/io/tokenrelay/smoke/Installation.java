package io.tokenrelay.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Where this build put what the JVMs are started from.
 *
 * @param home the folder {@code smoke-tests}
 * @param agent the packaged agent
 */
public record Installation(Path home, Path agent) {
  /** From {@code -Dsmoke.home} and {@code -Dsmoke.agent}, which the script and the build give. */
  public static Installation fromSystemProperties() {
    Path home = Path.of(System.getProperty("smoke.home", ".")).toAbsolutePath().normalize();
    String agent =
        System.getProperty(
            "smoke.agent", home.resolve("../agent/jar/target/tokenrelay-javaagent.jar").toString());
    return new Installation(home, Path.of(agent).toAbsolutePath().normalize());
  }

  /** The class path of a module below {@code smoke-tests}. */
  public String classPathOf(String module) throws IOException {
    Path target = home.resolve(module).resolve("target");
    return target.resolve("classes")
        + System.getProperty("path.separator")
        + Files.readString(target.resolve("classpath")).trim();
  }

  /** The same of nothing but jars, as the JVM's caches of classes want it. */
  public String packagedClassPathOf(String module) throws IOException {
    Path target = home.resolve(module).resolve("target");
    try (var files = Files.list(target)) {
      Path jar = files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
      return classPathOf(module).replace(target.resolve("classes").toString(), jar.toString());
    }
  }

  /** A folder for the logs and temporary files of one run, emptied of those of an earlier one. */
  public Path freshFolder(String name) throws IOException {
    Path folder = home.resolve("driver/target/estates").resolve(name);
    if (Files.exists(folder)) {
      try (var old = Files.walk(folder)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder.resolve("tmp"));
    return folder;
  }
}
