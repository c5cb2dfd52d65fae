package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A company's own HTTP client, which only a jar of its own in tokenrelay.extension-dir knows. */
class ExtensionIT {
  private static final String NOTHING_LEFT = "left on the request: {}";

  @TempDir Path folder;
  private Path extensions;
  private IssuerInAFile issuer;

  @BeforeEach
  void prepare() throws Exception {
    extensions = Files.createDirectory(folder.resolve("extensions"));
    issuer = IssuerInAFile.in(folder);
  }

  @OnJava({8, 11, 17, 21, 25})
  void relaysTheTokenOfTheCallerToTheCompanysOwnClient(int feature) throws Exception {
    installExample();
    try (LoneGateway gateway = gateway(Jdks.require(feature), "extension-" + feature)) {
      ExecutorService users = Executors.newFixedThreadPool(4);
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String item = "item-" + i;
        String token = issuer.token("user-" + i % 4);
        Callable<String> call = () -> gateway.answer(item, token);
        answers.add(users.submit(call));
      }
      for (int i = 0; i < 40; i++) {
        assertThat(answers.get(i).get()).endsWith(NOTHING_LEFT);
        assertThat(gateway.relayed("item-" + i))
            .extracting(Bearer::user)
            .containsExactly("user-" + i % 4);
      }
      users.shutdown();
      assertThat(gateway.checkoutWithoutToken("nobodys")).isEqualTo(200);
      assertThat(gateway.relayed("nobodys")).isEmpty();
      assertThat(gateway.agentLines())
          .anyMatch(line -> line.endsWith("INFO extension acme-relay.jar (acme-http, acme-server)"))
          .noneMatch(line -> line.contains(" WARN "));
      Logs.holdNoToken(gateway.logs());
    }
  }

  @Test
  void leavesASignedUrlAlone() throws Exception {
    installExample();
    try (LoneGateway gateway = gateway(Jdk.running(), "extension-signed")) {
      String token = issuer.token("alice");
      assertThat(gateway.checkout("signed?X-Amz-Signature=0a1b2c", token)).isEqualTo(200);
      assertThat(gateway.checkout("plain?color=red", token)).isEqualTo(200);

      assertThat(gateway.called("signed")).isTrue();
      assertThat(gateway.relayed("signed")).isEmpty();
      assertThat(gateway.relayed("plain")).extracting(Bearer::user).containsExactly("alice");
    }
  }

  @Test
  void relaysNothingWithoutTheExtension() throws Exception {
    try (LoneGateway gateway =
        LoneGateway.inhouseOn(Jdk.running(), "extension-none", options(false))) {
      assertThat(gateway.answer("item", issuer.token("alice"))).endsWith(NOTHING_LEFT);
      assertThat(gateway.relayed("item")).isEmpty();
    }
  }

  @Test
  void isSwitchedOffAsAnyOther() throws Exception {
    installExample();
    try (LoneGateway gateway =
        gateway(
            Jdk.running(),
            "extension-off",
            "-Dtokenrelay.instrumentation.acme-http.enabled=false")) {
      assertThat(gateway.checkout("item", issuer.token("alice"))).isEqualTo(200);
      assertThat(gateway.relayed("item")).isEmpty();
      assertThat(gateway.agentLines()).noneMatch(line -> line.contains(" WARN "));
    }
  }

  @OnJava({8, 25})
  void enforcesBesideBrokenJarsAndSaysOfEachWhatIsLost(int feature) throws Exception {
    installExample();
    byte[] example = Files.readAllBytes(extensions.resolve("acme-relay.jar"));
    Files.write(extensions.resolve("half.jar"), java.util.Arrays.copyOf(example, 700));
    Files.writeString(extensions.resolve("notes.txt"), "a note", UTF_8);
    Files.write(extensions.resolve("second.jar"), example);
    try (LoneGateway gateway =
        gateway(
            Jdks.require(feature), "extension-broken-" + feature, "-Dtokenrelay.mode=enforce")) {
      assertThat(gateway.checkoutWithoutToken("nobodys")).isEqualTo(401);
      assertThat(gateway.checkout("item", issuer.token("alice"))).isEqualTo(200);

      assertThat(gateway.relayed("item")).extracting(Bearer::user).containsExactly("alice");
      List<String> warnings = new ArrayList<>();
      for (String line : gateway.agentLines()) {
        if (line.contains(" WARN ")) {
          warnings.add(line.substring(line.indexOf(" WARN ") + " WARN ".length()));
        }
      }
      assertThat(warnings)
          .hasSize(3)
          .allMatch(line -> line.startsWith("tokenrelay.extension-dir: "))
          .allMatch(line -> line.endsWith("what comes in by that alone is not enforced"));
      assertThat(warnings.get(0)).contains("half.jar cannot be read");
      assertThat(warnings.get(1)).contains("notes.txt is no jar");
      assertThat(warnings.get(2)).contains("second.jar brings a second instrumentation");
    }
  }

  /** What a jar says of itself is looked at before anything is made of it. */
  @OnJava({8, 25})
  void enforcesThoughARuleOfAnExtensionIsMalformed(int feature) throws Exception {
    installExample();
    spoilTypes(extensions.resolve("acme-relay.jar"));
    try (LoneGateway gateway =
        gateway(
            Jdks.require(feature), "extension-malformed-" + feature, "-Dtokenrelay.mode=enforce")) {
      assertThat(gateway.checkoutWithoutToken("nobodys")).isEqualTo(401);
      assertThat(gateway.checkout("item", issuer.token("alice"))).isEqualTo(200);

      assertThat(gateway.relayed("item")).isEmpty();
      assertThat(gateway.agentLines())
          .noneMatch(line -> line.contains(" ERROR "))
          .filteredOn(line -> line.contains(" WARN "))
          .singleElement()
          .asString()
          .contains("acme-relay.jar failed", "is not the binary name of a class");
    }
  }

  /** Writes {@code acme/http/Connection} for {@code acme.http.Connection} in every class. */
  private static void spoilTypes(Path jar) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar, (ClassLoader) null);
        var all = Files.walk(files.getPath("/"))) {
      for (Path file : all.filter(each -> each.toString().endsWith(".class")).toList()) {
        String bytes = Files.readString(file, ISO_8859_1);
        Files.writeString(file, bytes.replace("acme.http.", "acme/http/"), ISO_8859_1);
      }
    }
  }

  @OnJava({8, 17, 25})
  void enforcesAtTheCompanysOwnServer(int feature) throws Exception {
    installExample();
    int status = AgentStatus.onFreePort().port();
    try (LoneGateway gateway =
        LoneGateway.onInhouseServer(
            Jdks.require(feature),
            "extension-server-" + feature,
            options(
                true, "-Dtokenrelay.mode=enforce", "-Dtokenrelay.health.http-port=" + status))) {
      String strangers = IssuerInAFile.in(Files.createDirectory(folder.resolve("x"))).token("eve");
      for (int i = 0; i < 20; i++) {
        String user = "user-" + i % 3;
        assertThat(gateway.checkoutWithoutToken("nobodys-" + i)).isEqualTo(401);
        assertThat(gateway.checkout("forged-" + i, strangers)).isEqualTo(401);
        assertThat(gateway.checkout("item-" + i, issuer.token(user))).isEqualTo(200);

        assertThat(gateway.called("nobodys-" + i)).isFalse();
        assertThat(gateway.called("forged-" + i)).isFalse();
        assertThat(gateway.relayed("item-" + i)).extracting(Bearer::user).containsExactly(user);
      }
      assertThat(body(status, "/ready")).contains("\"ready\": true");
      assertThat(gateway.agentLines()).noneMatch(line -> line.contains(" ERROR "));
      Logs.holdNoToken(gateway.logs());
    }
  }

  /** The door is not there, and everybody is told so: the log, and whoever sends requests. */
  @Test
  void isNotReadyIfTheJarOfTheServerIsBroken() throws Exception {
    Files.writeString(extensions.resolve("acme-relay.jar"), "half of it", UTF_8);
    int status = AgentStatus.onFreePort().port();
    try (LoneGateway gateway =
        LoneGateway.onInhouseServer(
            Jdk.running(),
            "extension-server-broken",
            options(
                true, "-Dtokenrelay.mode=enforce", "-Dtokenrelay.health.http-port=" + status))) {
      String opened = "port " + gateway.port() + " was opened by acme.http.Server";
      assertThat(Polling.until(60, () -> gateway.hasSaid("WARN " + opened))).isTrue();

      assertThat(body(status, "/ready")).contains("\"ready\": false", opened);
      assertThat(gateway.agentLines())
          .anyMatch(line -> line.contains("acme-relay.jar cannot be read"));
    }
  }

  @Test
  void startsTheApplicationThoughTheFolderIsMissing() throws Exception {
    Files.delete(extensions);
    int status = AgentStatus.onFreePort().port();
    try (LoneGateway gateway =
        gateway(Jdk.running(), "extension-missing", "-Dtokenrelay.health.http-port=" + status)) {
      assertThat(gateway.checkout("item", issuer.token("alice"))).isEqualTo(200);

      String lost = "is no folder that can be read; what it would weave gets no token";
      assertThat(gateway.agentLines()).filteredOn(line -> line.contains(" WARN ")).hasSize(1);
      assertThat(gateway.agentLines()).anyMatch(line -> line.contains(lost));
      assertThat(body(status, "/status.json")).contains(lost);
    }
  }

  private LoneGateway gateway(Jdk jdk, String name, String... more) throws Exception {
    return LoneGateway.inhouseOn(jdk, name, options(true, more));
  }

  private String[] options(boolean extended, String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("-Dtokenrelay.issuer=" + IssuerInAFile.NAME);
    options.add("-Dtokenrelay.issuer.default.jwks-file=" + issuer.keys());
    options.add("-Dtokenrelay.audiences=" + IssuerInAFile.AUDIENCE);
    if (extended) {
      options.add("-Dtokenrelay.extension-dir=" + extensions);
    }
    return options.toArray(new String[0]);
  }

  /** The jar as an operator would copy it. */
  private void installExample() throws IOException {
    Path target = Installation.fromSystemProperties().home().resolve("extension-example/target");
    try (var files = Files.list(target)) {
      Path jar = files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
      Files.copy(jar, extensions.resolve("acme-relay.jar"));
    }
  }

  private static String body(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
