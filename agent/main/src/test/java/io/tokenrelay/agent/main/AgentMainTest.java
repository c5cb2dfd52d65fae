package io.tokenrelay.agent.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.agent.main.config.Version;
import io.tokenrelay.agent.main.log.Lines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AgentMainTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final List<String> asked = new ArrayList<>();
  private final PrintStream standardError = System.err;

  /** A JVM that can do nothing, and remembers what was asked of it. */
  private final Instrumentation jvm =
      (Instrumentation)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Instrumentation.class},
              (proxy, method, arguments) -> {
                asked.add(method.getName());
                throw new UnsupportedOperationException(
                    "not here, eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln");
              });

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(written, true));
  }

  @AfterEach
  void stopListening() {
    System.setErr(standardError);
    Lines.toStandardError(null);
    System.clearProperty("tokenrelay.enabled");
    System.clearProperty("tokenrelay.issuer");
    System.clearProperty("tokenrelay.jwks-file");
  }

  @Test
  void weavesNothingAndSaysSoWhenDisabled() {
    start(Given.property("tokenrelay.enabled", "false"));

    assertThat(lines())
        .containsExactly(
            "[tokenrelay] INFO TokenRelay "
                + Version.get()
                + " is disabled: tokenrelay.enabled=false (system property)");
    assertThat(asked).isEmpty();
  }

  @Test
  void weavesNothingAndSaysWhatToSetWithoutAnIssuer() {
    start(Given.nothing());

    assertThat(lines())
        .singleElement()
        .asString()
        .startsWith("[tokenrelay] WARN ")
        .contains("; set tokenrelay.issuer to");
    assertThat(asked).isEmpty();
  }

  @Test
  void saysThatTheDoorIsOpenWhenDisabledThoughEnforcementIsConfigured() {
    start(Given.property("tokenrelay.enabled", "false").andProperty("tokenrelay.mode", "enforced"));

    assertThat(lines())
        .anyMatch(
            line -> line.startsWith("[tokenrelay] ERROR nothing is enforced: tokenrelay.enabled"));
    assertThat(asked).isEmpty();
  }

  @Test
  void saysEachProblemInOneLine() {
    start(Given.property("tokenrelay.mode", "obsrve").andProperty("tokenrelay.isuer", "x"));

    assertThat(lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("[tokenrelay] WARN tokenrelay.mode=obsrve is not one of"))
        .anyMatch(line -> line.startsWith("[tokenrelay] WARN tokenrelay.isuer is unknown"));
  }

  @Test
  void goesOnWithoutALogFileThatCannotBeWritten() {
    start(Given.property("tokenrelay.log.file", "/"));

    assertThat(lines())
        .anyMatch(
            line ->
                line.endsWith(
                    "WARN tokenrelay.log.file=/ cannot be written; standard error is used"));
  }

  /** Application servers log what is written to it as an error. */
  @Test
  void goesOnWritingToTheStandardErrorThatItStartedWith() {
    AgentMain.start(jvm, "", getClass().getClassLoader(), () -> null);
    ByteArrayOutputStream servers = new ByteArrayOutputStream();
    System.setErr(new PrintStream(servers, true));

    LoggerFactory.getLogger("later").info("not an error");

    assertThat(lines()).endsWith("[tokenrelay] INFO not an error");
    assertThat(servers.size()).isZero();
  }

  @Test
  void letsTheApplicationStartWhateverFails() {
    System.setProperty("tokenrelay.enabled", "true");
    System.setProperty("tokenrelay.issuer", "https://idp.invalid");
    System.setProperty("tokenrelay.jwks-file", "/absent.json");

    AgentMain.start(jvm, "", getClass().getClassLoader(), () -> null);

    assertThat(asked).isNotEmpty();
    assertThat(lines())
        .anyMatch(
            line ->
                line.startsWith(
                    "[tokenrelay] ERROR not started, the application runs without, and nothing is"
                        + " enforced: "))
        .noneMatch(line -> line.contains("eyJ"))
        .allMatch(line -> line.startsWith("[tokenrelay] "));
  }

  @Test
  void hearsASecondAttachmentWhereTheFirstHasWovenNothing() {
    AgentMain.start(jvm, "", getClass().getClassLoader(), () -> null);
    assertThat(asked).isEmpty();

    AgentMain.again(jvm, "mode=enforce", getClass().getClassLoader(), () -> null);

    assertThat(asked).isNotEmpty();
    assertThat(lines())
        .anyMatch(line -> line.startsWith("[tokenrelay] ERROR every request is answered 503"))
        .anyMatch(
            line ->
                line.startsWith(
                    "[tokenrelay] ERROR the agent is attached twice, and nothing of what the second"
                        + " attachment says is enforced: "));
  }

  @Test
  void saysWhereASecondAttachmentSaysNothingNew() {
    AgentMain.start(jvm, "mode=observe", getClass().getClassLoader(), () -> null);

    AgentMain.again(jvm, "mode=observe", getClass().getClassLoader(), () -> null);
    AgentMain.again(jvm, null, getClass().getClassLoader(), () -> null);

    assertThat(asked).isEmpty();
    assertThat(lines())
        .filteredOn(line -> line.endsWith("says nothing new: remove one -javaagent option"))
        .hasSize(2);
  }

  private void start(Given given) {
    AgentMain.start(new Jvm(jvm, false, getClass().getClassLoader(), () -> null), given.layers());
  }

  private String[] lines() {
    return written.toString().split("\\R");
  }
}
