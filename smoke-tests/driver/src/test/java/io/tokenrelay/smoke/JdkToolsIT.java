package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code JAVA_TOOL_OPTIONS} reaches the tools of the JDK, too: they run as if nobody were there.
 */
class JdkToolsIT {
  private static final List<List<String>> TOOLS =
      List.of(
          List.of("javac", "-version"),
          List.of("keytool", "-help"),
          List.of("jar", "cf", "made.jar", "input"),
          List.of("jps", "-q"),
          List.of("jcmd", "-h"),
          List.of("java", "-version"));

  @TempDir Path folder;

  @OnJava({8, 11, 17, 25})
  void sayNothingOfTheAgent(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    Files.createFile(folder.resolve("input"));
    for (List<String> tool : TOOLS) {
      List<String> command = new ArrayList<>(tool);
      command.set(0, jdk.home().resolve("bin").resolve(tool.get(0)).toString());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output").toFile());
      builder
          .environment()
          .put(
              "JAVA_TOOL_OPTIONS",
              "-javaagent:"
                  + Installation.fromSystemProperties().agent()
                  + " -Dtokenrelay.mode=enforce -Dtokenrelay.mood=misspelt");
      Process process = builder.start();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();

      List<String> lines =
          Files.readAllLines(folder.resolve("output")).stream()
              .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
              .toList();
      assertThat(lines).as("%s of %s", tool, jdk).noneMatch(line -> line.contains("tokenrelay"));
    }
  }
}
