package io.tokenrelay.instrumentation.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tokenrelay.bootstrap.Carrier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the suites in a woven JVM of every version that we promise, twice: classes woven as they are
 * loaded, and retransformed. The verifier is on for the JDK's own classes. A JDK that cannot be
 * found is skipped, and the build's log says so.
 */
final class EachJdkTest {
  private static final List<Class<?>> SUITES =
      Arrays.asList(
          WeavesEveryClass.class,
          CarriesAcrossExecutors.class,
          CarriesAcrossCompletableFutures.class,
          CarriesAcrossThreads.class,
          CarriesAcrossForkJoin.class,
          CarriesAcrossVirtualThreads.class,
          CarriesAcrossStructuredTaskScopes.class,
          OwnedOrNothing.class,
          NobodysWhenDelayed.class,
          SeesNoDefaultsInOwnFetches.class,
          NeverCarriesAnotherUsersSnapshot.class);

  @TempDir static Path folder;

  @TestFactory
  List<DynamicNode> everySentenceHolds() throws Exception {
    List<DynamicNode> jdks = new ArrayList<>();
    for (int version : new int[] {8, 11, 17, 21, 25}) {
      Optional<Path> home = Jdks.home(version);
      if (!home.isPresent()) {
        String missing = "NOT TESTED on JDK " + version + ": set JAVA" + version + "_HOME";
        System.out.println("[WARNING] " + missing);
        jdks.add(dynamicTest("JDK " + version, () -> assumeTrue(false, missing)));
        continue;
      }
      jdks.add(run("JDK " + version, version, home.get(), "-Dload.first=false"));
      jdks.add(run("JDK " + version + ", retransformed", version, home.get(), "-Dload.first=true"));
      if (version >= 21) {
        jdks.add(
            run(
                "JDK " + version + ", bound virtual threads",
                version,
                home.get(),
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:-VMContinuations"));
      }
    }
    return jdks;
  }

  private static DynamicNode run(String name, int version, Path home, String... options)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.addAll(Arrays.asList(options));
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    if (version >= 21) {
      command.add("--enable-preview"); // for structured task scopes
    }
    command.add("-Xverify:all");
    command.add("-Xbootclasspath/a:" + bootClasses());
    command.add("-javaagent:" + agentJar());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Sentences.class.getName());
    SUITES.forEach(suite -> command.add(suite.getName()));
    Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
    jvm.getOutputStream().close();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    }
    int status = jvm.waitFor();
    List<DynamicTest> sentences = sentences(lines);
    for (String line : lines) {
      if (line.startsWith("# ")) {
        System.out.println(name + ": " + line.substring(2));
      }
    }
    sentences.add(
        dynamicTest(
            "endsWell", () -> assertThat(status).as(String.join("\n", lines)).isEqualTo(0)));
    sentences.add(
        dynamicTest(
            "ranEverySuite",
            () -> assertThat(sentences).as(String.join("\n", lines)).hasSizeGreaterThan(40)));
    return dynamicContainer(name, sentences);
  }

  private static List<DynamicTest> sentences(List<String> lines) {
    List<DynamicTest> sentences = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(Sentences.HOLDS)) {
        sentences.add(dynamicTest(line.substring(2), () -> {}));
      } else if (line.startsWith(Sentences.SKIPPED)) {
        sentences.add(dynamicTest(line.substring(2), () -> assumeTrue(false, line)));
      } else if (line.startsWith(Sentences.BROKEN)) {
        String why = String.join("\n", lines.subList(i, Math.min(lines.size(), i + 30)));
        sentences.add(
            dynamicTest(
                line.substring(2),
                () -> {
                  throw new AssertionError(why);
                }));
      }
    }
    return sentences;
  }

  private static Path bootClasses() throws Exception {
    return Paths.get(Carrier.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** A jar with a manifest and nothing else: the agent's class comes from the class path. */
  private static Path agentJar() throws IOException {
    Path jar = folder.resolve("weaving-agent.jar");
    if (!Files.exists(jar)) {
      Manifest manifest = new Manifest();
      Attributes main = manifest.getMainAttributes();
      main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
      main.putValue("Premain-Class", WeavingAgent.class.getName());
      main.putValue("Can-Retransform-Classes", "true");
      try (OutputStream out = Files.newOutputStream(jar)) {
        new JarOutputStream(out, manifest).close();
      }
    }
    return jar;
  }
}
