package io.tokenrelay.smoke.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The files in {@code docs/deployment}: what systemd, an engine for containers and Kubernetes would
 * do with them is done by hand, and the service that comes of it relays its caller's token.
 */
class RecipeFilesIT {
  private static final String JAR_IN_IMAGE = "/tokenrelay-javaagent.jar";

  private static TestIssuer issuer;

  @BeforeAll
  static void makeAnIssuer() throws Exception {
    String folder = Path.of(System.getProperty("doors.folder"), "issuer").toString();
    TestIssuer.main(new String[] {folder});
    System.setProperty("test.issuer", folder);
    issuer = TestIssuer.load();
  }

  @Test
  void systemdTakesTheUnitWithItsDropIn() throws Exception {
    assumeTrue(
        Files.exists(Path.of("/usr/bin/systemd-analyze")), "systemd-analyze is not installed");
    try (Trial trial = new Trial("systemd-verify", 17, issuer)) {
      Path units = trial.start.folder("units");
      Path dropIns = trial.start.folder("units/orders.service.d");
      Files.writeString(units.resolve("orders.service"), unit(trial));
      Files.writeString(dropIns.resolve("agent.conf"), dropIn(trial));
      assertThat(verified(units)).isEmpty();
      Files.writeString(dropIns.resolve("agent.conf"), "[Service]\nMistake=1\n");
      assertThat(verified(units)).as("what it says of a mistake").contains("Mistake");
    }
  }

  @Test
  void theUnitRunsWithTheAgent() throws Exception {
    try (Trial trial = new Trial("systemd", 17, issuer)) {
      Matcher variable =
          Pattern.compile("(?m)^Environment=\"(\\w+)=(.*)\"$").matcher(dropIn(trial));
      while (variable.find()) {
        trial.set(variable.group(1), variable.group(2));
      }
      Matcher command = Pattern.compile("(?m)^ExecStart=(.*)$").matcher(unit(trial));
      assertThat(command.find()).isTrue();
      trial.relays(command.group(1));
    }
  }

  @Test
  void theImageRunsWithTheAgent() throws Exception {
    try (Trial trial = new Trial("image", 17, issuer)) {
      String steps = trial.recipe.file("image/Dockerfile");
      assertThat(steps.lines().filter(line -> line.matches("[A-Z]+ .*")))
          .map(line -> line.split(" ", 2)[0])
          .containsExactly("FROM", "COPY", "ENV");
      assertThat(Files.readString(War.home().resolve("docs/deployment/image/Dockerfile")))
          .as("the jar is where the option says")
          .contains("COPY tokenrelay-javaagent.jar /opt/tokenrelay/\n")
          .contains("-javaagent:/opt/tokenrelay/tokenrelay-javaagent.jar\"");
      Matcher variable = Pattern.compile("(?m)^ENV (\\w+)=\"(.*)\"$").matcher(steps);
      assertThat(variable.find()).isTrue();
      trial.set(variable.group(1), variable.group(2));
      trial.set("TOKENRELAY_ISSUER", TestIssuer.ISSUER);
      trial.relays("java -jar " + Recipe.application());
    }
  }

  @Test
  void thePodRunsWithTheAgent() throws Exception {
    try (Trial trial = new Trial("pod", 17, issuer)) {
      assertThat(trial.recipe.file("image/agent.Dockerfile"))
          .contains("COPY tokenrelay-javaagent.jar /\n");
      Path volume = trial.start.folder("volume");
      Pod pod = Pod.of(Manifest.read("init-container.yaml").get(0));
      run(
          pod.only("initContainers").words("command").stream()
              .map(word -> word.replace("/opt/tokenrelay", volume.toString()))
              .map(word -> word.equals(JAR_IN_IMAGE) ? System.getProperty("agent.jar") : word)
              .toList());
      assertThat(volume.resolve("tokenrelay-javaagent.jar")).isNotEmptyFile();

      Pod.Container container = pod.only("containers");
      for (Map.Entry<String, String> each : container.environment().entrySet()) {
        trial.set(each.getKey(), inPod(each.getValue(), trial, volume));
      }
      try (RunningServer running = trial.start("java -jar " + Recipe.application())) {
        Trial.relays(running, trial.callee, issuer);
        Map<?, ?> probe = (Map<?, ?>) container.map("readinessProbe").get("exec");
        run(
            ((List<?>) probe.get("command"))
                .stream().map(word -> inPod(word.toString(), trial, volume)).toList());
        running.stop();
      }
    }
  }

  /** The addresses and paths of a pod, on this machine. */
  private static String inPod(String text, Trial trial, Path volume) {
    return text.replace("/opt/tokenrelay", volume.toString())
        .replace("https://idp.example/realms/x", TestIssuer.ISSUER)
        .replace("shop", TestIssuer.AUDIENCE)
        .replace("9464", String.valueOf(trial.start.statusPort))
        .replace("127.0.0.1:8080/readyz", "127.0.0.1:" + trial.start.port + "/app/file.txt");
  }

  private static String unit(Trial trial) throws Exception {
    return trial
        .recipe
        .file("systemd/orders.service")
        .replace("/usr/bin/java", trial.start.javaCommand());
  }

  private static String dropIn(Trial trial) throws Exception {
    return trial.recipe.file("systemd/orders.service.d/agent.conf");
  }

  private static String verified(Path units) throws Exception {
    return run(List.of("systemd-analyze", "verify", units.resolve("orders.service").toString()));
  }

  /** Answers what it has written. */
  private static String run(List<String> command) throws Exception {
    Path output = Files.createTempFile("recipe", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(output);
    Files.delete(output);
    assertThat(process.exitValue()).as("%s: %s", command, text).isZero();
    return text;
  }
}
