package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Where tokens are enforced, a server that TokenRelay does not know is not taken for guarded. */
class PortsThatNobodyGuardsIT {
  private static final String ISSUER = "-Dtokenrelay.issuer=https://issuer.test/realms/estate";
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aServiceOnAnUnknownServerSaysSoAndIsNotReady() throws Exception {
    Installation installation = Installation.fromSystemProperties();
    Path folder = installation.freshFolder("unguarded");
    int status = AgentStatus.onFreePort().port();
    try (JavaProcess service =
        JavaProcess.start(
            "service",
            Jdk.running(),
            folder.resolve("service.log"),
            List.of(
                "-javaagent:" + installation.agent(),
                ISSUER,
                "-Dtokenrelay.mode=enforce",
                "-Dtokenrelay.health.http-port=" + status,
                "-cp",
                System.getProperty("java.class.path"),
                JdkServer.class.getName()))) {
      int port = service.awaitPort();
      String opened = "port " + port + " was opened by sun.net.httpserver.ServerImpl";

      assertThat(Polling.until(60, () -> hasSaid(service::output, "WARN " + opened))).isTrue();
      HttpResponse<String> ready = get(status, "/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("nothing is enforced", opened);
      assertThat(get(status, "/status.json").body()).contains("\"unguardedPorts\": [\"" + opened);
    }
  }

  /** Where no server that is known ever opens a port, the file is followed all the same. */
  @Test
  void enforcementThatBeginsLaterOnAnUnknownServerIsFoundToBeOpen() throws Exception {
    Installation installation = Installation.fromSystemProperties();
    Path folder = installation.freshFolder("unguarded-later");
    Path file = Files.createDirectories(folder).resolve("relay.properties");
    Files.writeString(file, "tokenrelay.mode=observe\n");
    int status = AgentStatus.onFreePort().port();
    try (JavaProcess service =
        JavaProcess.start(
            "service",
            Jdk.running(),
            folder.resolve("service.log"),
            List.of(
                "-javaagent:" + installation.agent(),
                ISSUER,
                "-Dtokenrelay.config-file=" + file,
                "-Dtokenrelay.reload-interval=1s",
                "-Dtokenrelay.health.http-port=" + status,
                "-cp",
                System.getProperty("java.class.path"),
                JdkServer.class.getName()))) {
      service.awaitPort();
      assertThat(Polling.until(90, () -> hasSaid(() -> get(status, "/ready").body(), "true")))
          .as("waits for keys no longer than it may")
          .isTrue();

      Files.writeString(file, "tokenrelay.mode=enforce\n");

      assertThat(Polling.until(90, () -> hasSaid(service::output, "configuration changed by")))
          .isTrue();
      assertThat(Polling.until(90, () -> hasSaid(() -> get(status, "/ready").body(), "false")))
          .isTrue();
    }
  }

  @Test
  void aServiceOnAKnownServerIsReadyAndSaysNothing() throws Exception {
    int status = AgentStatus.onFreePort().port();
    try (LoneGateway gateway =
        LoneGateway.start(
            "guarded",
            ISSUER,
            "-Dtokenrelay.mode=enforce",
            "-Dtokenrelay.health.http-port=" + status)) {
      assertThat(
              Polling.until(
                  60, () -> hasSaid(() -> String.join("\n", gateway.agentLines()), "is guarded")))
          .isTrue();
      assertThat(get(status, "/ready").body()).doesNotContain("nothing is enforced");
      assertThat(gateway.agentLines()).noneMatch(line -> line.contains("WARN port"));
    }
  }

  private static boolean hasSaid(Callable<String> output, String words) {
    try {
      return output.call().contains(words);
    } catch (Exception unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
