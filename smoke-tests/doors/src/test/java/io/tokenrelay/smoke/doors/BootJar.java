package io.tokenrelay.smoke.doors;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The web application as an executable jar of one line of Spring Boot, as that line's Maven plugin
 * has made it.
 */
final class BootJar {
  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIBRARIES = "BOOT-INF/lib/";

  private final Path jar;

  private BootJar(Path jar) {
    this.jar = jar;
  }

  static BootJar of(String line) {
    Path target = War.home().resolve("smoke-tests/services/boot/" + line + "/target");
    return new BootJar(target.resolve("boot-" + line + "-0.1.0-SNAPSHOT.jar"));
  }

  Path path() {
    return jar;
  }

  /** As it runs in production: the loader reads class files and libraries out of the jar. */
  ProcessBuilder executed(Start start) {
    return withArguments(start, "-jar", jar.toString());
  }

  /**
   * As an IDE runs it: class files in a folder, where devtools sees them change, and loads them,
   * and OkHttp as the application asks for it, by a class loader that is made anew each time.
   */
  ProcessBuilder withDevtools(Start start) throws IOException {
    Path classes = start.folder("classes");
    Path libraries = start.folder("lib");
    try (InputStream file = Files.newInputStream(jar);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        extract(zip, entry, CLASSES, classes);
        extract(zip, entry, LIBRARIES, libraries);
      }
    }
    start.deploy(
        classes,
        ".edition",
        (archive, application, edition) ->
            Files.writeString(archive, String.valueOf(edition), StandardCharsets.UTF_8));
    return withArguments(
        start,
        "-cp",
        classes + File.separator + File.pathSeparator + libraries + "/*",
        "io.tokenrelay.smoke.boot.Application");
  }

  private static void extract(ZipInputStream zip, ZipEntry entry, String from, Path folder)
      throws IOException {
    if (entry.getName().startsWith(from) && !entry.isDirectory()) {
      Path file = folder.resolve(entry.getName().substring(from.length()));
      Files.createDirectories(file.getParent());
      Files.write(file, zip.readAllBytes());
    }
  }

  private static ProcessBuilder withArguments(Start start, String... java) {
    List<String> arguments = new ArrayList<>();
    Collections.addAll(arguments, java);
    arguments.add("--server.address=127.0.0.1");
    arguments.add("--server.port=" + start.port);
    arguments.add("--server.context-path=/app"); // until 1.5
    arguments.add("--server.servlet.context-path=/app");
    arguments.add("--spring.devtools.livereload.enabled=false"); // its port is always the same
    return start.java(arguments.toArray(new String[0]));
  }
}
