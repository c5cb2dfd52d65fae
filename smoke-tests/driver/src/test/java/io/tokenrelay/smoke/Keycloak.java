package io.tokenrelay.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A Keycloak as its project publishes it, in development mode with its data in memory. It listens
 * on a free port of 127.0.0.1; its first start takes a minute or two, since it assembles itself.
 */
final class Keycloak implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("Listening on: http://[^:]+:(?<port>\\d+)");

  private final JavaProcess process;
  private final KeycloakAdmin admin;

  private Keycloak(JavaProcess process, KeycloakAdmin admin) {
    this.process = process;
    this.admin = admin;
  }

  /**
   * @param home the unpacked distribution
   */
  static Keycloak start(Path home, Path log) throws IOException, InterruptedException {
    String password = UUID.randomUUID().toString();
    JavaProcess process =
        JavaProcess.start(
            "keycloak",
            log,
            List.of(
                "sh",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=0"),
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS_KC_HEAP",
                "-Xms64m -Xmx512m",
                "JAVA_OPTS_APPEND",
                "-XX:TieredStopAtLevel=1",
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                KeycloakAdmin.NAME,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                password),
            LISTENING);
    try {
      String url = "http://127.0.0.1:" + process.awaitPort();
      return new Keycloak(process, new KeycloakAdmin(url, password));
    } catch (InterruptedException | RuntimeException failure) {
      process.close();
      throw failure;
    }
  }

  /** The folder that the build has unpacked it to. */
  static Path home() throws IOException {
    Path unpacked = Path.of(System.getProperty("smoke.keycloak"));
    try (var folders = Files.newDirectoryStream(unpacked, "keycloak-*")) {
      return folders.iterator().next();
    }
  }

  KeycloakRealm create(RealmPlan plan) throws IOException, InterruptedException {
    admin.post("/admin/realms", plan.json());
    return new KeycloakRealm(admin, plan.name());
  }

  @Override
  public void close() {
    process.close();
  }
}
