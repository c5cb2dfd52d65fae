package io.tokenrelay.smoke.benchmark;

import io.tokenrelay.smoke.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A service whose start is measured. */
enum Service {
  /** {@code com.example.bench.App}. */
  TOMCAT(
      "a small service on Tomcat 10.1", "READY (?<port>\\d+)", "/plain", "com.example.bench.App") {
    @Override
    List<String> arguments(Installation installation) throws IOException {
      return List.of("-cp", installation.classPathOf("benchmarks/app"), mainClass);
    }
  },
  /** As an executable jar. */
  SPRING_BOOT(
      "Spring Boot 3.5 as an executable jar",
      "Tomcat started on port (?<port>\\d+)",
      "/rest/hello",
      "org.springframework.boot.loader.launch.JarLauncher") {
    @Override
    List<String> arguments(Installation installation) throws IOException {
      try (var files = Files.list(installation.home().resolve("services/boot/3.5/target"))) {
        Path jar = files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
        return List.of("-Dserver.port=0", "-jar", jar.toString());
      }
    }
  };

  final String title;

  /** The line that says that it serves. */
  final Pattern ready;

  final String path;
  final String mainClass;

  Service(String title, String ready, String path, String mainClass) {
    this.title = title;
    this.ready = Pattern.compile(ready);
    this.path = path;
    this.mainClass = mainClass;
  }

  /** What follows the JVM's options. */
  abstract List<String> arguments(Installation installation) throws IOException;
}
