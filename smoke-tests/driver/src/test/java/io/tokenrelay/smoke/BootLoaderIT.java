package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the agent leaves in the boot loader, where nothing can be taken away again. */
class BootLoaderIT {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "17, false, absent",
    "25, false, absent",
    "17, true, present",
    "25, true, present",
  })
  void holdsNothingOfAnAgentThatIsSwitchedOff(int feature, boolean enabled, String expected)
      throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Jdks.require(feature).java().toString(),
                "-javaagent:" + Installation.fromSystemProperties().agent(),
                "-Dtokenrelay.issuer=http://127.0.0.1/realms/shop",
                "-Dtokenrelay.enabled=" + enabled,
                "-cp",
                Path.of(Probe.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString(),
                Probe.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();

    List<String> lines = Files.readAllLines(output);
    assertThat(lines.get(lines.size() - 1)).isEqualTo(expected);
  }

  /** Looks for the class that woven code refers to. */
  static final class Probe {
    private Probe() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
      try {
        Class.forName("java.lang.TokenRelay", false, null);
        System.out.println("present");
      } catch (ClassNotFoundException absent) {
        System.out.println("absent");
      }
    }
  }
}
