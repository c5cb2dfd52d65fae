package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another version of the agent's jar, put in the place of the one that a JVM was started with: what
 * had been loaded by then works, the rest is missing, and the service says so.
 */
class ReplacedJarIT {
  private static final String REPLACED = "the agent's jar was replaced while this JVM runs";

  @TempDir Path folder;
  private Path agent;
  private IssuerInAFile issuer;
  private int status;

  @BeforeEach
  void prepare() throws Exception {
    agent = folder.resolve("agent.jar");
    Files.copy(Installation.fromSystemProperties().agent(), agent);
    issuer = IssuerInAFile.in(folder);
    status = AgentStatus.onFreePort().port();
  }

  @ParameterizedTest(name = "Java {0}, {1}")
  @CsvSource({"8, shorter", "8, longer", "17, shorter", "17, longer", "25, longer"})
  void keepsTheApplicationAndIsNotReadyIfTheJarIsOverwritten(int feature, String version)
      throws Exception {
    try (LoneGateway gateway = gateway(feature, "overwritten-" + version, "observe")) {
      overwrite(version);

      for (int i = 0; i < 10; i++) {
        assertThat(gateway.checkout("item-" + i, issuer.token("alice"))).isEqualTo(200);
      }
      isUnreadyAndSaysWhyOnce(gateway);
    }
  }

  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 17, 25})
  void staysClosedIfTheJarIsOverwritten(int feature) throws Exception {
    try (LoneGateway gateway = gateway(feature, "overwritten-enforcing", "enforce")) {
      overwrite("longer");

      for (int i = 0; i < 10; i++) {
        assertThat(gateway.checkoutWithoutToken("nobodys-" + i)).isGreaterThanOrEqualTo(400);
        gateway.checkout("item-" + i, issuer.token("alice"));
        assertThat(gateway.called("nobodys-" + i)).isFalse();
      }
      isUnreadyAndSaysWhyOnce(gateway);
    }
  }

  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 25})
  void goesOnIfAnotherJarIsMovedToItsName(int feature) throws Exception {
    try (LoneGateway gateway = gateway(feature, "moved", "enforce")) {
      Path other = Files.write(folder.resolve("other.jar"), new byte[1_000]);
      Files.move(other, agent, StandardCopyOption.REPLACE_EXISTING);

      assertThat(gateway.checkoutWithoutToken("nobodys")).isEqualTo(401);
      assertThat(gateway.checkout("item", issuer.token("alice"))).isEqualTo(200);
      assertThat(gateway.relayed("item")).extracting(Bearer::user).containsExactly("alice");
      assertThat(answer("/ready")).startsWith("200 ");
      assertThat(gateway.agentLines()).noneMatch(line -> line.contains(REPLACED));
    }
  }

  private void isUnreadyAndSaysWhyOnce(LoneGateway gateway) throws Exception {
    assertThat(answer("/ready")).startsWith("503 ").contains("\"ready\": false", REPLACED);
    assertThat(gateway.isAlive()).isTrue();
    assertThat(gateway.agentLines())
        .filteredOn(line -> line.contains(" ERROR "))
        .hasSize(1)
        .allMatch(line -> line.contains(REPLACED) && line.contains("restart the service"));
    assertThat(gateway.agentLines()).noneMatch(line -> line.contains("please report"));
  }

  private LoneGateway gateway(int feature, String name, String mode) throws Exception {
    List<String> options = new ArrayList<>();
    options.add("-Dtokenrelay.mode=" + mode);
    options.add("-Dtokenrelay.health.ready-wait=0s");
    options.add("-Dtokenrelay.health.http-port=" + status);
    options.add("-Dtokenrelay.issuer=" + IssuerInAFile.NAME);
    options.add("-Dtokenrelay.issuer.default.jwks-file=" + issuer.keys());
    options.add("-Dtokenrelay.audiences=" + IssuerInAFile.AUDIENCE);
    LoneGateway gateway =
        LoneGateway.withJarOn(
            agent, Jdks.require(feature), name + "-" + feature, options.toArray(new String[0]));
    assertThat(answer("/ready")).startsWith("200 ");
    return gateway;
  }

  /** As {@code cp} does: the file stays, its content does not. */
  private void overwrite(String version) throws IOException {
    byte[] old = Files.readAllBytes(agent);
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    other.write(new byte[1_000]);
    other.write(old, 0, version.equals("longer") ? old.length : 10_000);
    Files.write(agent, other.toByteArray());
  }

  private String answer(String path) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + status + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }
}
