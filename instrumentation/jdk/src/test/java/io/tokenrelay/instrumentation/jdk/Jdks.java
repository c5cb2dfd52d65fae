package io.tokenrelay.instrumentation.jdk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The JDKs that can be found here: {@code JAVA8_HOME} and the like, as environment variable or
 * system property, then the folders where installers put them, then the JDK that builds.
 */
final class Jdks {
  private Jdks() {}

  static Optional<Path> home(int version) {
    for (Path candidate : candidates(version)) {
      if (Files.isExecutable(candidate.resolve("bin/java")) && versionOf(candidate) == version) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static List<Path> candidates(int version) {
    List<Path> candidates = new ArrayList<>();
    String name = "JAVA" + version + "_HOME";
    for (String named : Arrays.asList(System.getProperty(name), System.getenv(name))) {
      if (named != null && !named.isEmpty()) {
        candidates.add(Paths.get(named));
      }
    }
    candidates.add(Paths.get(System.getProperty("java.home")));
    String user = System.getProperty("user.home");
    for (String folder :
        Arrays.asList(
            "/usr/lib/jvm",
            "/opt/java",
            "/Library/Java/JavaVirtualMachines",
            user + "/.sdkman/candidates/java",
            user + "/.jdks")) {
      for (Path child : children(Paths.get(folder))) {
        candidates.add(child);
        candidates.add(child.resolve("Contents/Home"));
      }
    }
    return candidates;
  }

  private static List<Path> children(Path folder) {
    List<Path> children = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
        found.forEach(children::add);
      } catch (IOException unreadable) {
        return children;
      }
    }
    return children;
  }

  /** The {@code release} file says JAVA_VERSION="1.8.0_392" or JAVA_VERSION="17.0.15". */
  private static int versionOf(Path home) {
    Properties release = new Properties();
    try (java.io.InputStream in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    } catch (IOException none) {
      return Files.exists(home.resolve("jre/lib/rt.jar")) ? 8 : -1;
    }
    String[] parts =
        release.getProperty("JAVA_VERSION", "-1").replace("\"", "").split("[.+_-]", -1);
    try {
      return Integer.parseInt(parts[0].equals("1") ? parts[1] : parts[0]);
    } catch (NumberFormatException odd) {
      return -1;
    }
  }
}
