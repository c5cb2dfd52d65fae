package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as a program, in a JVM of its own. */
class CommandLineIT {
  private static final Installation INSTALLATION = Installation.fromSystemProperties();
  private static final String AGENT = INSTALLATION.agent().toString();

  @TempDir Path folder;

  @OnJava({8, 17, 25})
  void saysWhatItIsAndWhatItCanDo(int feature) throws Exception {
    Run version = program(feature).run("--version");
    assertThat(version.status()).isZero();
    assertThat(version.out()).startsWith("TokenRelay ");
    assertThat(version.err()).isEmpty();

    Run help = program(feature).run("--help");
    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("check", "completion", "tokenrelay.issuer");

    Run misspelt = program(feature).run("chekc");
    assertThat(misspelt.status()).isEqualTo(2);
    assertThat(misspelt.err()).contains("did you mean check?");
    assertThat(misspelt.out()).isEmpty();
  }

  @OnJava({8, 17, 25})
  void checksAConfiguration(int feature) throws Exception {
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    Program good = program(feature).trusting(issuer);

    Run text = good.run("check");
    assertThat(text.status()).as(text.toString()).isZero();
    assertThat(text.out()).contains("1 key: ", "all is well").doesNotContain("\u001b");

    Run json = good.run("check", "--json");
    assertThat(json.status()).isZero();
    assertThat(json.out()).startsWith("{").contains("\"exitStatus\": 0", "\"loaded\": true");

    assertThat(good.run("check", "mode=enforced").status()).isEqualTo(1);
    assertThat(good.run("check", "--everything").status()).isEqualTo(2);
    assertThat(program(feature).run("check").status()).isEqualTo(1);
  }

  @OnJava({8, 17, 25})
  void explainsATokenAndKeepsItToItself(int feature) throws Exception {
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    String token = issuer.token("alice");
    Program trusting = program(feature).trusting(issuer);

    Run valid = trusting.reading("Bearer " + token + "\n", "token");
    assertThat(valid.status()).as(valid.toString()).isZero();
    assertThat(valid.out()).contains("ok      signature", "tokenrelay.audiences");
    assertThat(valid.out().trim()).endsWith("valid");
    assertThat(valid.err()).isEmpty();

    IssuerInAFile.in(folder); // other keys
    Run forged = trusting.reading(token, "token", "--json");
    assertThat(forged.status()).as(forged.toString()).isEqualTo(1);
    assertThat(forged.out()).startsWith("{").contains("\"reason\": \"signature\"");
    Run unset = program(feature).reading(token, "token", "--offline");
    assertThat(unset.status()).isEqualTo(2);
    assertThat(unset.err()).contains("no issuer can be used");
    Run other =
        program(feature)
            .with("-Dtokenrelay.issuer=https://other.example")
            .reading(token, "token", "--offline");
    assertThat(other.status()).isEqualTo(1);
    assertThat(other.out()).contains("wrong   issuer", "not valid: unknown issuer");
    assertThat(trusting.reading("", "token").status()).isEqualTo(2);
    Run mistaken = trusting.reading("", "token", token);
    assertThat(mistaken.status()).isEqualTo(2);
    for (Run run : List.of(valid, forged, other, mistaken)) {
      assertThat(run.out() + run.err()).doesNotContain("eyJ", "alice");
      assertThat(run.out() + run.err()).doesNotContain(token.substring(token.lastIndexOf('.')));
    }
  }

  /** Of the estate's gateway, in a class path as it is. */
  @OnJava({8, 17, 25})
  void listsTheLibrariesOfAnApplication(int feature) throws Exception {
    List<String> jars = new ArrayList<>(List.of("supports"));
    for (String each : INSTALLATION.classPathOf("services/gateway").split(File.pathSeparator)) {
      jars.add(each);
    }

    Run found = program(feature).run(jars.toArray(new String[0]));
    assertThat(found.status()).as(found.toString()).isIn(0, 3);
    assertThat(found.out())
        .containsPattern("(?m)^tomcat [\\d.]+: tested \\(7.0.26 ... [\\d.]+\\); in .*")
        .doesNotContain("not read:", "join points missing");

    jars.add("--json");
    Run json = program(feature).run(jars.toArray(new String[0]));
    assertThat(json.out()).startsWith("{").contains("\"instrumentation\": \"tomcat\"");
    assertThat(program(feature).run("supports").status()).isEqualTo(2);
    assertThat(program(feature).run("supports", "/absent.jar").status()).isEqualTo(2);
    assertThat(program(feature).run("supports", folder.toString()).status()).isEqualTo(3);
  }

  @OnJava({8, 17, 25})
  void listsWhatAnExtensionWouldWeave(int feature) throws Exception {
    try (var built = Files.list(INSTALLATION.home().resolve("extension-example/target"))) {
      Path jar = built.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
      Files.copy(jar, folder.resolve("acme-relay.jar"));
    }
    Program program = program(feature);
    List<String> jars = new ArrayList<>(List.of("supports"));
    String classPath = INSTALLATION.classPathOf("services/inhouse-gateway");
    jars.addAll(List.of(classPath.split(File.pathSeparator)));
    String[] arguments = jars.toArray(new String[0]);
    assertThat(program.run(arguments).out()).doesNotContain("acme-http");

    Program extended = program.with("-Dtokenrelay.extension-dir=" + folder);
    Run found = extended.run(arguments);
    assertThat(found.out()).containsPattern("(?m)^acme-http .*: versions not listed; in ");
    assertThat(found.out()).doesNotContain("not read:");

    Files.writeString(folder.resolve("notes.txt"), "a note", UTF_8);
    Run noted = extended.run(arguments);
    assertThat(noted.out()).contains("not read: tokenrelay.extension-dir: notes.txt is no jar");
    assertThat(noted.status()).isEqualTo(3);
  }

  /** A JDK before 22 ends such a process. */
  @OnJava({8, 17, 25})
  void printsWhatTokensWillCost(int feature) throws Exception {
    Run run = program(feature).run("capacity", "--seconds=0.3", "--json");

    assertThat(run.status()).as(run.toString()).isZero();
    assertThat(run.out())
        .startsWith("{")
        .contains("\"hitRatio\": 0.99", "\"requestsPerSecond\": 1.0E7")
        .doesNotContain("null", "eyJ");
    assertThat(run.err()).isEmpty();
  }

  @OnJava({8, 17, 25})
  void leavesAProcessAloneThatIsNoJvm(int feature) throws Exception {
    staysAlive(feature, new ProcessBuilder("sleep", "120").start());
  }

  /** As nginx, PostgreSQL and programs in Go do. */
  @OnJava({8, 17, 25})
  void leavesAProcessAloneThatTakesTheSignalForAnOrder(int feature) throws Exception {
    String script = "trap 'exit 3' QUIT; echo trapped; while :; do read -t 1; done";
    Process trapping = new ProcessBuilder("bash", "-c", script).start();
    try (BufferedReader said = trapping.inputReader()) {
      assertThat(said.readLine()).isEqualTo("trapped");
      staysAlive(feature, trapping);
    }
  }

  private static void staysAlive(int feature, Process process) throws Exception {
    try {
      for (String command : List.of("attach", "report", "drain")) {
        Run run = program(feature).run(command, String.valueOf(process.pid()));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("is no JVM");
      }
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @OnJava({8, 17, 25})
  void completesWhatIsTypedInBash(int feature) throws Exception {
    Run script = program(feature).run("completion");
    assertThat(script.status()).isZero();
    Path file = folder.resolve("completion");
    Files.writeString(
        file,
        script.out()
            + "\nCOMP_WORDS=(tokenrelay che) COMP_CWORD=1 COMP_LINE='tokenrelay che'\n"
            + "_complete_tokenrelay\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");

    Run bash = run(List.of("bash", file.toString()), "");
    assertThat(bash.out().lines()).as(bash.toString()).contains("check");
  }

  /** What only a program needs must cost no start anything. */
  @OnJava({8, 17, 25})
  void isNotLoadedByTheAgent(int feature) throws Exception {
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    Programs.compile("Nothing", folder);
    List<String> command = new ArrayList<>();
    command.add(Jdks.require(feature).java().toString());
    command.add("-javaagent:" + AGENT);
    command.addAll(options(issuer));
    command.add("-verbose:class");
    command.add("-cp");
    command.add(folder.toString());
    command.add("Nothing");

    Run start = run(command, "");

    assertThat(start.status()).as(start.err()).isZero();
    assertThat(start.out())
        .contains("io.tokenrelay.agent.main.Agent")
        .doesNotContain(
            "picocli.",
            "io.tokenrelay.agent.main.cli.",
            "io.tokenrelay.agent.main.rollout.",
            "io.tokenrelay.agent.status.Readiness");
  }

  private static Program program(int feature) {
    return new Program(Jdks.require(feature), List.of());
  }

  private static List<String> options(IssuerInAFile issuer) {
    return List.of(
        "-Dtokenrelay.issuer=" + IssuerInAFile.NAME,
        "-Dtokenrelay.audiences=" + IssuerInAFile.AUDIENCE,
        "-Dtokenrelay.jwks-file=" + issuer.keys());
  }

  private record Program(Jdk jdk, List<String> options) {
    Program trusting(IssuerInAFile issuer) {
      return new Program(jdk, CommandLineIT.options(issuer));
    }

    Program with(String option) {
      List<String> more = new ArrayList<>(options);
      more.add(option);
      return new Program(jdk, more);
    }

    Run run(String... arguments) throws IOException, InterruptedException {
      return reading("", arguments);
    }

    Run reading(String input, String... arguments) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
      command.addAll(options);
      command.addAll(List.of("-jar", AGENT));
      command.addAll(List.of(arguments));
      return CommandLineIT.run(command, input);
    }
  }

  private record Run(int status, String out, String err) {}

  private static Run run(List<String> command, String input)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.directory(new File("/"));
      builder.environment().keySet().removeIf(key -> key.endsWith("_OPTIONS"));
      builder.environment().keySet().removeIf(key -> key.startsWith("TOKENRELAY"));
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(UTF_8));
      }
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
