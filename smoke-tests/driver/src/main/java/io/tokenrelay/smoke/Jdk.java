package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Java installation of this machine. Looked for in {@code -Djdk.8.home=}, in the environment
 * ({@code JAVA8_HOME}, {@code JAVA_HOME_8_X64}) and in the folders where installers put them.
 */
public record Jdk(int feature, Path home) {
  private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d+)");
  private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d+)");

  public static Jdk running() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  public static Optional<Jdk> find(int feature) {
    if (running().feature == feature) {
      return Optional.of(running());
    }
    return named(feature)
        .or(() -> installed().filter(home -> featureOf(home) == feature).findFirst())
        .map(home -> new Jdk(feature, home));
  }

  public Path java() {
    return home.resolve("bin/java");
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }

  /** What the user names wins, but only if it is what its name says. */
  private static Optional<Path> named(int feature) {
    return Stream.of(
            System.getProperty("jdk." + feature + ".home"),
            System.getenv("JAVA" + feature + "_HOME"),
            System.getenv("JAVA_HOME_" + feature + "_X64"))
        .filter(home -> home != null && !home.isEmpty())
        .map(Path::of)
        .filter(home -> featureOf(home) == feature)
        .findFirst();
  }

  private static Stream<Path> installed() {
    Path user = Path.of(System.getProperty("user.home"));
    return Stream.of(
            Path.of("/usr/lib/jvm"),
            user.resolve(".sdkman/candidates/java"),
            user.resolve(".jdks"),
            Path.of("/opt"),
            Path.of("/Library/Java/JavaVirtualMachines"))
        .flatMap(folder -> children(folder).stream())
        .map(
            home ->
                Files.isDirectory(home.resolve("Contents/Home"))
                    ? home.resolve("Contents/Home")
                    : home);
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException notThere) {
      return new ArrayList<>();
    }
  }

  /** 0 if there is no Java, whatever the reason. */
  private static int featureOf(Path home) {
    if (!Files.isExecutable(home.resolve("bin/java"))) {
      return 0;
    }
    int stated = firstNumber(RELEASE, read(home.resolve("release")));
    return stated != 0 ? stated : firstNumber(VERSION, askVersion(home));
  }

  private static int firstNumber(Pattern pattern, @Nullable String text) {
    Matcher matcher = pattern.matcher(text == null ? "" : text);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static @Nullable String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException notThere) {
      return null;
    }
  }

  private static @Nullable String askVersion(Path home) {
    try {
      Process process =
          new ProcessBuilder(home.resolve("bin/java").toString(), "-version")
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException notJava) {
      return null;
    }
  }
}
