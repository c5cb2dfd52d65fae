package io.tokenrelay.agent.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusPortTest {
  private final Counters counters = new Counters();
  private final Alarms alarms = new Alarms();
  private final Switch enabled = new Switch();
  private final FakeStatus status = new FakeStatus(enabled, counters, alarms);
  private StatusPort port;

  @BeforeEach
  void open() throws Exception {
    port = StatusPort.open(StatusPort.loopback(), 0, new Answers(status, true));
  }

  @AfterEach
  void close() throws Exception {
    port.close();
  }

  @Test
  void saysThatItIsUp() throws Exception {
    enabled.set(false);

    assertThat(ask("GET /health HTTP/1.1"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith(
            "\r\n\r\n"
                + "{\"status\": \"UP\", \"enabled\": false, \"enforceEnabled\": true, \"mode\":"
                + " \"observe\", \"unready\": [], \"degraded\": []}\n");
  }

  @Test
  void isReadyUntilADoorIsOpen() throws Exception {
    alarms.raise(Alarms.Kind.DEGRADED, "okhttp3", "okhttp3 is off");
    assertThat(ask("GET /ready HTTP/1.1"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith(
            "\r\n\r\n{\"ready\": true, \"state\": \"ready\", \"enabled\": true, \"unready\": [], \"degraded\":"
                + " [\"okhttp3 is off\"]}\n");

    alarms.raise(Alarms.Kind.OPEN_DOOR, "x", "x is open");

    assertThat(ask("GET /ready HTTP/1.1"))
        .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
        .endsWith(
            "{\"ready\": false, \"state\": \"unready\", \"enabled\": true, \"unready\": [\"x is open\"], \"degraded\":"
                + " [\"okhttp3 is off\"]}\n");
    assertThat(ask("GET /health HTTP/1.1"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("\"unready\": [\"x is open\"], \"degraded\": [\"okhttp3 is off\"]}\n");
    assertThat(ask("GET /status.json HTTP/1.1"))
        .contains("\"unready\": [\"x is open\"]", "\"degraded\": [\"okhttp3 is off\"]");
  }

  @Test
  void isReadyThoughRelayingIsSwitchedOffAndSaysSo() throws Exception {
    enabled.set(false);
    alarms.raise(Alarms.Kind.NOT_RELAYING, "x", "relaying is off");

    assertThat(ask("GET /ready HTTP/1.1"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("\"enabled\": false", "\"degraded\": [\"relaying is off\"]");
    assertThat(ask("GET /status.json HTTP/1.1")).contains("\"degraded\": [\"relaying is off\"]");
  }

  @Test
  void givesEveryCounterAsJson() throws Exception {
    counters.count(Event.RELAYED);
    counters.count(Event.RELAYED);

    String answer = ask("GET /status.json HTTP/1.1");
    Map<String, Object> json =
        JSONObjectUtils.parse(answer.substring(answer.indexOf("\r\n\r\n") + 4));

    assertThat(json)
        .containsEntry("version", "1.2.3")
        .containsEntry("enabled", true)
        .containsEntry("mode", "observe")
        .containsEntry("signatureProviders", "SunEC (ES256)");
    assertThat(JSONObjectUtils.getStringList(json, "issuers"))
        .containsExactly("staff (https://idp.example/\"x\")", "b\u00fc");
    assertThat(JSONObjectUtils.getJSONObject(json, "counters"))
        .hasSize(Event.values().length)
        .containsEntry("relayed", 2L)
        .containsEntry("verified.cache.hit", 0L);
    assertThat(JSONObjectUtils.getJSONObject(json, "gauges")).containsEntry("rules.woven", 5L);
    assertThat(JSONObjectUtils.getStringList(json, "unguardedPorts"))
        .containsExactly("port 9404 was opened by com.example.Exporter");
    assertThat(JSONObjectUtils.getJSONObject(json, "refused")).containsEntry("orders:8080", 2L);
  }

  @Test
  void givesTheLedgerAndEveryMetricAsJson() throws Exception {
    status.ledger.injected("orders:8080", 100, false);
    status.ledger.skipped("stranger.example", "outside").explain("allow=stranger.example");

    String answer = ask("GET /status.json HTTP/1.1");
    Map<String, Object> json =
        JSONObjectUtils.parse(answer.substring(answer.indexOf("\r\n\r\n") + 4));

    assertThat(JSONObjectUtils.getJSONObjectArray(json, "ledger"))
        .extracting(line -> line.get("destination"), line -> line.get("remedy"))
        .containsExactly(
            tuple("orders:8080", null), tuple("stranger.example", "allow=stranger.example"));
    assertThat(JSONObjectUtils.getJSONObject(json, "woven"))
        .containsEntry(
            "tomcat", Collections.singletonList("org.apache.catalina.core.StandardHostValve"));
    assertThat(JSONObjectUtils.getStringList(json, "lastProblems")).hasSize(1);
    assertThat(json).containsKey("settings");
    assertThat(JSONObjectUtils.getJSONObjectArray(json, "lostWork")[0])
        .containsEntry("task", "com.example.Worker")
        .containsEntry("times", 1L);
    assertThat(JSONObjectUtils.getJSONObjectArray(json, "metrics"))
        .anySatisfy(
            metric ->
                assertThat(metric)
                    .containsEntry("name", "tokenrelay.outbound.calls")
                    .containsEntry("server.address", "orders:8080")
                    .containsEntry("tokenrelay.decision", "injected")
                    .containsEntry("value", 1L));
  }

  @Test
  void callsTheServiceByItsName() throws Exception {
    status.serviceName = "<orders>";

    assertThat(ask("GET / HTTP/1.1"))
        .contains("<title>Ready · &lt;orders&gt;</title>", "<h1>&lt;orders&gt;: ready</h1>")
        .contains("TokenRelay 1.2.3");
    assertThat(ask("GET /status.json HTTP/1.1")).contains("\"serviceName\": \"<orders>\"");
  }

  @Test
  void hasAPageForPeopleThatNothingCanPutMarkupInto() throws Exception {
    alarms.raise(Alarms.Kind.OPEN_DOOR, "x", "<script>alert(1)</script> is open");
    status.ledger.skipped("stranger.example", "outside").explain("allow=stranger.example");

    assertThat(ask("GET / HTTP/1.1"))
        .contains("\r\nContent-Type: text/html; charset=utf-8\r\n")
        .contains("\r\nContent-Security-Policy: default-src 'none'; ")
        .contains("<h1>TokenRelay: not ready</h1>")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; is open")
        .contains(">outside</td><td data-column=\"changed by\">allow=stranger.example</td>")
        .contains("com.example.Worker", "&lt;b&gt;an issuer&lt;/b&gt;", "SunEC (ES256)")
        .doesNotContain("<script")
        .endsWith("</html>\n");
  }

  @Test
  void hasAPageThatSaysHowToTurnTheAgentOffOnlyIfSomethingIsWrong() throws Exception {
    assertThat(ask("GET / HTTP/1.1"))
        .contains("<title>Ready · TokenRelay</title>", "It serves as configured.")
        .doesNotContain("Enabled=false");

    alarms.raise(Alarms.Kind.DEGRADED, "okhttp3", "okhttp3 is off");

    assertThat(ask("GET / HTTP/1.1"))
        .contains("<title>Degraded · TokenRelay</title>", "<li>okhttp3 is off</li>")
        .contains("<li>Enabled=false makes all calls without the token</li>")
        .as("nothing is rejected in this mode")
        .doesNotContain("EnforceEnabled=false");

    enabled.set(false);

    assertThat(ask("GET / HTTP/1.1")).as("is done already").doesNotContain("Enabled=false makes");
  }

  @Test
  void isScrapedByPrometheusInEitherFormat() throws Exception {
    counters.count(Event.TOKEN_VALID);

    assertThat(ask("GET /metrics HTTP/1.1"))
        .contains("\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n")
        .contains("\ntokenrelay_inbound_requests_total{tokenrelay_result=\"valid\"} 1.0\n");
    assertThat(ask("GET /metrics HTTP/1.1\r\nAccept: application/openmetrics-text;version=1.0.0"))
        .contains(
            "\r\nContent-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n")
        .endsWith("# EOF\n");
  }

  @Test
  void goesOnAfterAFigureThatCannotBeRead() throws Exception {
    status.unreadable = true;
    assertThat(ask("GET /status.json HTTP/1.1")).startsWith("HTTP/1.1 500 ");
    status.unreadable = false;
    assertThat(ask("GET /status.json HTTP/1.1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void isScrapedOnlyWhereThatIsAskedFor() throws Exception {
    port.close();
    port = StatusPort.open(StatusPort.loopback(), 0, new Answers(status, false));

    assertThat(ask("GET /metrics HTTP/1.1"))
        .startsWith("HTTP/1.1 404 ")
        .contains("tokenrelay.metrics.exporter");
  }

  @Test
  void publishesKeysOnlyWhereThisServiceSigns() throws Exception {
    assertThat(ask("GET /jwks HTTP/1.1")).startsWith("HTTP/1.1 404 ");
    status.jwks = "{\"keys\":[]}";
    assertThat(ask("GET /jwks HTTP/1.1"))
        .startsWith("HTTP/1.1 200 ")
        .contains("\r\nContent-Type: application/jwk-set+json\r\n")
        .contains("\r\nCache-Control: max-age=300\r\n")
        .endsWith("\r\n\r\n{\"keys\":[]}");
    assertThat(ask("POST /jwks HTTP/1.1")).startsWith("HTTP/1.1 405 ");
  }

  @Test
  void hasNothingElse() throws Exception {
    assertThat(ask("GET /x HTTP/1.1"))
        .startsWith("HTTP/1.1 404 ")
        .endsWith(
            "\r\n\r\n{\"paths\": [\"/\", \"/health\", \"/ready\", \"/metrics\","
                + " \"/status.json\", \"/jwks\", \"/drain\"]}\n");
    assertThat(ask("POST /status.json HTTP/1.1")).startsWith("HTTP/1.1 405 ");
    assertThat(ask("nonsense")).startsWith("HTTP/1.1 405 ");
  }

  @Test
  void answersTheNextAfterOneThatHangsUp() throws Exception {
    for (int i = 0; i < 3; i++) {
      new Socket(InetAddress.getLoopbackAddress(), port.port()).close();
    }

    assertThat(ask("GET /health HTTP/1.1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void isNotHeldUpByCallersThatSayNothing() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        silent.add(new Socket(InetAddress.getLoopbackAddress(), port.port()));
        if (i % 10 == 0) {
          assertThat(ask("GET /health HTTP/1.1")).startsWith("HTTP/1.1 200 ");
        }
      }
      assertThat(silent.get(0).getInputStream().read()).as("the oldest makes room").isEqualTo(-1);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void answersARequestThatComesInPieces() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port())) {
      for (String piece :
          new String[] {"GET /hea", "lth HTTP/1.1\r\nHo", "st: localhost\r\n\r\n"}) {
        socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        assertThat(ask("GET /health HTTP/1.1")).startsWith("HTTP/1.1 200 ");
      }
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:9090",
        "127.0.0.1",
        "127.0.0.1:9090",
        "[::1]:9090",
        "[::1]"
      })
  void answersWhoeverCallsThisMachineByItsName(String host) throws Exception {
    assertThat(askAs(host, "GET /health HTTP/1.1")).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attacker.example",
        "attacker.example:9090",
        "localhost.attacker.example",
        "127.0.0.1.attacker.example",
        "localhost@attacker.example",
        "localhost, attacker.example",
        "169.254.169.254",
        "[::1].attacker.example",
        "",
      })
  void refusesWhoeverCallsItByAnotherName(String host) throws Exception {
    for (String path : new String[] {"/health", "/ready", "/metrics", "/status.json", "/"}) {
      assertThat(askAs(host, "GET " + path + " HTTP/1.1"))
          .startsWith("HTTP/1.1 421 ")
          .doesNotContain("version");
    }
  }

  @Test
  void refusesASecondHostThatIsAnother() throws Exception {
    assertThat(askAs("localhost\r\nhost : attacker.example", "GET /health HTTP/1.1"))
        .startsWith("HTTP/1.1 421 ");
  }

  @Test
  void masksUrlsInWhatItTells() throws Exception {
    alarms.raise(
        Alarms.Kind.CLOSED, "x", "no keys at https://user:s3cret@idp.example/x?key=s3cret");

    for (String path : new String[] {"/health", "/ready", "/status.json", "/"}) {
      assertThat(ask("GET " + path + " HTTP/1.1"))
          .contains("https://***@idp.example/x?***")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void refusesAnEndlessRequest() throws Exception {
    StringBuilder header = new StringBuilder("GET /health HTTP/1.1\r\nX: ");
    for (int i = 0; i < 8_190; i++) {
      header.append('x');
    }

    assertThatThrownBy(() -> assertThat(ask(header.toString())).isNotEmpty())
        .isInstanceOfAny(IOException.class, AssertionError.class);
    assertThat(ask("GET /health HTTP/1.1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void saysWhenThePortIsTaken() {
    Answers answers = new Answers(status, true);
    assertThatThrownBy(() -> StatusPort.open(StatusPort.loopback(), port.port(), answers))
        .isInstanceOf(IOException.class);
  }

  private String ask(String requestLine) throws IOException {
    return askAs("localhost", requestLine);
  }

  private String askAs(String host, String requestLine) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(
              (requestLine + "\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      for (int c = in.read(); c >= 0; c = in.read()) {
        answer.write(c);
      }
      return new String(answer.toByteArray(), StandardCharsets.UTF_8);
    }
  }
}
