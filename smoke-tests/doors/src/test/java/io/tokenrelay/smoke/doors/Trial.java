package io.tokenrelay.smoke.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** An executable jar of Spring Boot, started by the commands of a recipe. */
final class Trial implements AutoCloseable {
  final Start start;
  final Recipe recipe;
  private final TestIssuer issuer;
  final Callee callee;
  private final Map<String, String> environment = new TreeMap<>();

  Trial(String name, int java, TestIssuer issuer) throws Exception {
    Path javaHome = Server.javaHome(name, java);
    this.issuer = issuer;
    this.callee = new Callee();
    this.start = new Start(Server.BOOT_3_5, "recipe-" + name, javaHome);
    this.recipe = new Recipe(start);
    start.withApplicationsCalling(callee.port());
    environment.put("PATH", javaHome.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
    environment.put("JDK_JAVA_OPTIONS", String.join(" ", start.jvmOptions()));
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    environment.put("SERVER_PORT", String.valueOf(start.port));
    environment.put("SERVER_SERVLET_CONTEXT_PATH", "/app");
    environment.put("TOKENRELAY_AUDIENCES", TestIssuer.AUDIENCE);
    environment.put("TOKENRELAY_JWKS_FILE", Recipe.keys().toString());
  }

  /** As a recipe sets it. */
  Trial set(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** The service starts, and does what the agent is for. */
  void relays(String script) throws Exception {
    try (RunningServer running = start(script)) {
      relays(running, callee, issuer);
      running.stop();
    }
  }

  /** The service starts, and ends when it is told to. */
  void runs(String script) throws Exception {
    try (RunningServer running = start(script)) {
      running.stop();
    }
  }

  RunningServer start(String script) throws Exception {
    ProcessBuilder shell = new ProcessBuilder("sh", "-ec", script);
    shell.environment().remove("JAVA_TOOL_OPTIONS");
    shell.environment().putAll(environment);
    return RunningServer.start(shell, start, issuer);
  }

  /** What the page promises to an operator who has followed it. */
  static void relays(RunningServer running, Callee callee, TestIssuer issuer) throws Exception {
    String token = issuer.token("alice");
    assertThat(running.get("/app/calling?call=hers", token).body()).isEqualTo("200");
    assertThat(running.get("/app/calling?call=nobodys", null).body()).isEqualTo("200");
    assertThat(callee.brought("hers")).containsExactly("Bearer " + token);
    assertThat(callee.brought("nobodys")).isEmpty();
    assertThat(running.console())
        .containsPattern("\\[tokenrelay] INFO TokenRelay [^:]+: mode observe, issuers default \\(")
        .doesNotContain("[tokenrelay] WARN", "[tokenrelay] ERROR", "eyJ");
  }

  @Override
  public void close() {
    callee.close();
  }
}
