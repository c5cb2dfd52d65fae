package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.io.TempDir;

/** One running service, from dry run to enforcement and back, without a restart. */
class RollOutIT {
  private static final String RULE =
      "tokenrelay.enforce.rules=all\ntokenrelay.enforce.rule.all.required-claims=sub=";

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Path file;
  private int status;
  private int number;
  private IssuerInAFile issuer;
  private String forged;
  private long received;
  private long rejected;

  @OnJava({8, 17, 25})
  void rehearsesTheRollOutOnOneRunningService(int feature) throws Exception {
    write("tokenrelay.mode=observe", "tokenrelay.dry-run=true");
    try (LoneGateway gateway = start(Jdks.require(feature), "roll-out-" + feature)) {
      long process = gateway.processId();

      // 1. Dry run: everything is decided, and nothing is written or rejected.
      calls(gateway, 200, 200, 200, false);
      assertThat(calledWith("dry_run")).isPositive();
      seen("observe", "tokenrelay.dry-run", "true");

      // 2. Observe: the token is relayed.
      change("tokenrelay.mode=observe", "tokenrelay.dry-run=false");
      calls(gateway, 200, 200, 200, true);
      seen("observe", "tokenrelay.dry-run", "false");

      // 3. Enforce what is there.
      change("tokenrelay.mode=enforce-present", "tokenrelay.dry-run=false");
      calls(gateway, 200, 401, 200, true);
      seen("enforce-present", "tokenrelay.mode", "enforce-present");

      // 4. Enforce.
      change("tokenrelay.mode=enforce", "tokenrelay.dry-run=false");
      calls(gateway, 200, 401, 401, true);
      seen("enforce", "tokenrelay.mode", "enforce");
      assertThat(get("/ready").statusCode()).isEqualTo(200);

      // A rule that a remembered token does not meet, and one that it does.
      change("tokenrelay.mode=enforce", "tokenrelay.dry-run=false", RULE + "bob");
      calls(gateway, 403, 401, 401, false);
      change("tokenrelay.mode=enforce", "tokenrelay.dry-run=false", RULE + "alice");
      calls(gateway, 200, 401, 401, true);

      // 5. The kill switch of relaying: enforcement continues.
      String off = "tokenrelay.propagation.destinations=off";
      change("tokenrelay.mode=enforce", "tokenrelay.dry-run=false", RULE + "alice", off);
      calls(gateway, 200, 401, 401, false);
      seen("enforce", "tokenrelay.propagation.destinations", "off");

      // 6. The kill switch of enforcement: it is loud.
      String open = "tokenrelay.enforce.enabled=false";
      change("tokenrelay.mode=enforce", "tokenrelay.dry-run=false", RULE + "alice", off, open);
      calls(gateway, 200, 200, 200, false);
      assertThat(get("/ready").statusCode()).isEqualTo(503);
      seen("enforce", "tokenrelay.enforce.enabled", "false");

      // And back.
      change(
          "tokenrelay.mode=enforce",
          "tokenrelay.dry-run=false",
          RULE + "alice",
          "tokenrelay.propagation.destinations=trusted",
          "tokenrelay.enforce.enabled=true");
      calls(gateway, 200, 401, 401, true);
      assertThat(get("/ready").statusCode()).isEqualTo(200);

      mistakesChangeNothing(gateway);
      jmxChangesItToo(gateway);

      assertThat(gateway.isAlive()).isTrue();
      assertThat(gateway.processId()).isEqualTo(process);
      assertThat(metric("tokenrelay.inbound.requests", "")).isEqualTo(received);
      assertThat(metric("tokenrelay.inbound.rejections", "")).isEqualTo(rejected);
      assertThat(gateway.output()).doesNotContain("eyJ");
    }
  }

  private void mistakesChangeNothing(LoneGateway gateway) throws Exception {
    String before = Files.readString(file);
    for (String wrong :
        List.of(
            "",
            "tokenrelay.mode=observ",
            before + "tokenrelay.mdoe=x",
            before + "tokenrelay.jwks.ttl=1h",
            before + "tokenrelay.propagation.deny=\\\n  127.0.0.1,\\\n",
            before.replace("sub=alice\n", "sub=\\\n"),
            "tokenrelay.mode=enforce")) {
      long refused = metric("tokenrelay.config.reloads", "refused");
      Files.writeString(file, wrong);
      assertThat(Polling.until(60, () -> metric("tokenrelay.config.reloads", "refused") > refused))
          .as(wrong)
          .isTrue();
      calls(gateway, 200, 401, 401, true);
      assertThat(status().get("degraded").toString()).contains(file + " is not used: ");
      assertThat(get("/").body()).contains("Degraded", "refused: " + file + " is not used: ");
      assertThat(get("/ready").statusCode()).isEqualTo(200);
    }
    Files.delete(file);
    assertThat(Polling.until(60, () -> metric("tokenrelay.config.reloads", "unreadable") > 0))
        .isTrue();
    calls(gateway, 200, 401, 401, true);
    change(before);
    assertThat(status().get("degraded").toString()).isEqualTo("[]");
  }

  private void jmxChangesItToo(LoneGateway gateway) throws Exception {
    String before = Files.readString(file);
    try (JMXConnector connector = SwitchesIT.connect(gateway.processId())) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      ObjectName name = new ObjectName("io.tokenrelay:type=TokenRelay");
      assertThat(invoke(server, name, "set", "tokenrelay.mode", "observe"))
          .isEqualTo("configuration changed by JMX: tokenrelay.mode=observe (was enforce)");
      calls(gateway, 200, 200, 200, true);
      assertThat(get("/").body()).contains("JMX");
      assertThatThrownBy(() -> invoke(server, name, "set", "tokenrelay.mode", "enforced"))
          .hasMessageContaining("tokenrelay.mode=enforced is not one of observe");
      server.setAttribute(name, new Attribute("Enabled", false));

      change(before + "tokenrelay.context.detached-max=20s");
      calls(gateway, 200, 200, 200, false); // neither is undone
      received -= 3; // with nothing to do, it does not look at requests

      server.setAttribute(name, new Attribute("Enabled", true));
      invoke(server, name, "reset", "tokenrelay.mode");
      calls(gateway, 200, 401, 401, true);
      server.setAttribute(name, new Attribute("EnforceEnabled", false));
      change(before + "tokenrelay.context.detached-max=10s");
      calls(gateway, 200, 200, 200, true);
      server.setAttribute(name, new Attribute("EnforceEnabled", true));
    }
    calls(gateway, 200, 401, 401, true);
  }

  private static Object invoke(
      MBeanServerConnection server, ObjectName name, String operation, String... arguments)
      throws Exception {
    String[] signature = new String[arguments.length];
    Arrays.fill(signature, String.class.getName());
    return server.invoke(name, operation, arguments, signature);
  }

  /**
   * Two configurations, of which each lets Alice in: one exempts the path, and has a rule that she
   * does not meet; the other has a rule that she meets. A request judged by the exemption of one
   * and the rules of the other would be rejected.
   */
  @OnJava({8, 17, 25})
  void losesNoRequestWhileTheConfigurationChanges(int feature) throws Exception {
    String exempt =
        "tokenrelay.mode=enforce\ntokenrelay.capture.exclude-paths=/checkout/**\n" + RULE + "bob\n";
    String met =
        "tokenrelay.mode=enforce\ntokenrelay.capture.exclude-paths=/health\n" + RULE + "alice\n";
    write(exempt);
    try (LoneGateway gateway = start(Jdks.require(feature), "reloads-" + feature)) {
      String alice = issuer.token("alice");
      calls(gateway, 200, 200, 200, true);
      AtomicBoolean over = new AtomicBoolean();
      ExecutorService callers = Executors.newFixedThreadPool(4);
      List<Future<List<String>>> load = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        String prefix = "load-" + caller + "-";
        load.add(
            callers.submit(
                () -> {
                  List<String> answers = new ArrayList<>();
                  while (!over.get() || answers.size() < 50) {
                    answers.add(String.valueOf(gateway.checkout(prefix + answers.size(), alice)));
                  }
                  return answers;
                }));
      }
      for (int change = 0; change < 12; change++) {
        change(change % 2 == 0 ? met : exempt);
      }
      over.set(true);
      callers.shutdown();

      long sent = 0;
      long relayed = 0;
      for (int caller = 0; caller < 4; caller++) {
        List<String> answers = load.get(caller).get(120, TimeUnit.SECONDS);
        assertThat(answers).as("each was let in by one of the two").containsOnly("200");
        for (int item = 0; item < answers.size(); item++) {
          assertThat(gateway.relayed("load-" + caller + "-" + item)).hasSize(1);
          relayed += gateway.relayedAnywhere("load-" + caller + "-" + item);
        }
        sent += answers.size();
      }
      assertThat(metric("tokenrelay.inbound.requests", "")).isEqualTo(received + sent);
      assertThat(metric("tokenrelay.inbound.requests", "valid")).isEqualTo(sent + 1);
      assertThat(metric("tokenrelay.inbound.rejections", "")).isZero();
      assertThat(calledWith("injected")).isEqualTo(relayed + gateway.relayedAnywhere("alice-1"));
      assertThat(metric("tokenrelay.config.reloads", "applied")).isEqualTo(12);
      assertThat(counter("signature.checked")).as("one token, and one forged").isEqualTo(2);
    }
  }

  @OnJava({8, 17, 25})
  void opensAClosedServiceOnlyToAFileThatSaysTheMode(int feature) throws Exception {
    file = folder.resolve("relay.properties");
    String mode = "-Dtokenrelay.mode=enforce";
    try (LoneGateway gateway = start(Jdks.require(feature), "closed-" + feature, mode)) {
      calls(gateway, 503, 503, 503, false);
      for (String beginning :
          List.of("# our rules\n", "\n", "tokenrelay.dry-run=false\n", "tokenrelay.mode=enforce")) {
        long refused = metric("tokenrelay.config.reloads", "refused");
        Files.writeString(file, beginning);
        assertThat(
                Polling.until(60, () -> metric("tokenrelay.config.reloads", "refused") > refused))
            .as(beginning)
            .isTrue();
        calls(gateway, 503, 503, 503, false);
        assertThat(get("/ready").statusCode()).isEqualTo(503);
      }
      change("tokenrelay.mode=enforce", RULE + "bob");
      assertThat(lastReload()).contains("requests are no longer answered 503");
      calls(gateway, 403, 401, 401, false);
      assertThat(get("/ready").statusCode()).isEqualTo(200);
      assertThat(gateway.output()).doesNotContain("eyJ");
    }
  }

  @OnJava({8, 25})
  void closesAServiceThatStartsWithAFileThatIsCut(int feature) throws Exception {
    write("tokenrelay.propagation.deny=\\");
    try (LoneGateway gateway = start(Jdks.require(feature), "cut-" + feature)) {
      calls(gateway, 503, 503, 503, false);
      assertThat(gateway.output())
          .contains("may have been cut short: its last line ends with a backslash");
      change("tokenrelay.mode=enforce", "tokenrelay.propagation.deny=\\", "  127.0.0.1");
      calls(gateway, 200, 401, 401, false);
    }
  }

  private LoneGateway start(Jdk jdk, String name, String... more) throws Exception {
    issuer = IssuerInAFile.in(folder);
    forged = IssuerInAFile.in(Files.createDirectory(folder.resolve("x"))).token("alice");
    status = AgentStatus.onFreePort().port();
    List<String> options = new ArrayList<>(List.of(more));
    options.add("-Dtokenrelay.config-file=" + file);
    options.add("-Dtokenrelay.reload-interval=100ms");
    options.add("-Dtokenrelay.issuer=" + IssuerInAFile.NAME);
    options.add("-Dtokenrelay.jwks-file=" + issuer.keys());
    options.add("-Dtokenrelay.audiences=" + IssuerInAFile.AUDIENCE);
    options.add("-Dtokenrelay.health.http-port=" + status);
    return LoneGateway.on(jdk, name, options.toArray(new String[0]));
  }

  /** A call with a good token, one with a forged one, and one with none. */
  private void calls(LoneGateway gateway, int good, int bad, int none, boolean relayed)
      throws Exception {
    number++;
    assertThat(gateway.checkout("alice-" + number, issuer.token("alice"))).isEqualTo(good);
    assertThat(gateway.checkout("forged-" + number, forged)).isEqualTo(bad);
    assertThat(gateway.checkoutWithoutToken("nobody-" + number)).isEqualTo(none);
    assertThat(gateway.relayedAnywhere("alice-" + number)).isEqualTo(relayed ? 2 : 0);
    assertThat(gateway.relayedAnywhere("forged-" + number)).isZero();
    received += 3;
    for (int answer : new int[] {good, bad, none}) {
      rejected += answer == 200 ? 0 : 1;
    }
  }

  private void write(String... lines) throws IOException {
    file = folder.resolve("relay.properties");
    Path written = folder.resolve("written");
    Files.writeString(written, String.join("\n", lines) + "\n", UTF_8);
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes it, and waits until it is in force. */
  private void change(String... lines) throws Exception {
    long applied = metric("tokenrelay.config.reloads", "applied");
    write(lines);
    assertThat(Polling.until(60, () -> metric("tokenrelay.config.reloads", "applied") > applied))
        .as(() -> "in force: " + String.join(", ", lines) + "; " + lastReload())
        .isTrue();
  }

  /** The metrics, the page and the report say the same. */
  private void seen(String mode, String property, String value) throws Exception {
    assertThat(status().get("mode")).isEqualTo(mode);
    assertThat(status().get("settings").toString())
        .contains("name=" + property + ", value=" + value + ", source=file");
    String page = get("/").body();
    assertThat(page).contains("<dd>" + mode, property, value);
    String report = report();
    assertThat(report).contains(", mode " + mode);
    long applied = metric("tokenrelay.config.reloads", "applied");
    assertThat(get("/metrics").body())
        .contains("tokenrelay_config_reloads_total{tokenrelay_result=\"applied\"} " + applied);
    if (applied > 0) {
      assertThat(page).contains("applied: configuration changed by " + file);
      assertThat(report).contains("applied: configuration changed by " + file);
      assertThat(lastReload()).contains(property + '=' + value);
    }
  }

  private String report() throws Exception {
    Process report =
        new ProcessBuilder(
                Jdk.running().java().toString(),
                "-jar",
                Installation.fromSystemProperties().agent().toString(),
                "report",
                "http://127.0.0.1:" + status)
            .redirectErrorStream(true)
            .start();
    String output = new String(report.getInputStream().readAllBytes(), UTF_8);
    assertThat(report.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private String lastReload() {
    try {
      return String.valueOf(status().get("lastReload"));
    } catch (IOException | InterruptedException | ParseException e) {
      return e.toString();
    }
  }

  private long calledWith(String decision) throws Exception {
    return metric("tokenrelay.outbound.calls", decision);
  }

  /** The sum of a metric's series, of those with a value or of all. */
  private long metric(String name, String value) throws InterruptedException {
    try {
      long sum = 0;
      for (Object each : (List<?>) status().get("metrics")) {
        Map<?, ?> series = (Map<?, ?>) each;
        if (series.get("name").equals(name) && (value.isEmpty() || series.containsValue(value))) {
          sum += ((Number) series.get("value")).longValue();
        }
      }
      return sum;
    } catch (IOException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private long counter(String name) throws Exception {
    return ((Number) ((Map<?, ?>) status().get("counters")).get(name)).longValue();
  }

  private Map<String, Object> status() throws IOException, InterruptedException, ParseException {
    return JSONObjectUtils.parse(get("/status.json").body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + status + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
