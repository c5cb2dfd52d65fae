package io.tokenrelay.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Switch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the service is ready, as the status port says it, and who may change that. */
class DrainTest {
  private final Alarms alarms = new Alarms();
  private volatile List<String> awaited = Collections.emptyList();
  private final Readiness readiness = new Readiness(alarms, () -> awaited);
  private final FakeStatus status = new FakeStatus(new Switch(), new Counters(), alarms, readiness);
  private final List<StatusPort> ports = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    ports.addAll(StatusPorts.open(0, StatusPort.loopback(), status, true));
  }

  @AfterEach
  void close() throws Exception {
    for (StatusPort port : ports) {
      port.close();
    }
  }

  @Test
  void isNotReadyWhileItDrainsAndSaysSoEverywhere() throws Exception {
    assertThat(ask("POST /drain HTTP/1.1"))
        .startsWith("HTTP/1.1 200 ")
        .contains("{\"ready\": false, \"state\": \"draining\"");

    assertThat(ask("GET /ready HTTP/1.1"))
        .startsWith("HTTP/1.1 503 ")
        .contains(
            "\"state\": \"draining\"", "\"unready\": [\"draining, as asked by POST /drain\"]");
    assertThat(ask("GET /health HTTP/1.1")).startsWith("HTTP/1.1 200 ");
    assertThat(ask("GET /status.json HTTP/1.1")).contains("\"state\": \"draining\"");
    assertThat(ask("GET / HTTP/1.1"))
        .contains("<h1>TokenRelay: draining</h1>", "Those that come are served as ever")
        .as("nothing has to be switched off")
        .doesNotContain("Enabled=false");

    assertThat(ask("DELETE /drain HTTP/1.1")).contains("\"state\": \"ready\"");
    assertThat(ask("GET /ready HTTP/1.1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void isNotReadyUntilWhatItAwaitsIsThere() throws Exception {
    awaited = Collections.singletonList("issuer staff has no keys yet");

    assertThat(ask("GET /ready HTTP/1.1"))
        .startsWith("HTTP/1.1 503 ")
        .contains("\"state\": \"starting\"", "\"unready\": [\"issuer staff has no keys yet\"]");
    assertThat(ask("GET / HTTP/1.1"))
        .contains("TokenRelay: starting", "issuer staff has no keys yet");

    awaited = Collections.emptyList();
    assertThat(ask("GET /ready HTTP/1.1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void namesTheMostImportantStateAndAllReasons() {
    awaited = Collections.singletonList("no keys");
    assertThat(readiness.state()).isEqualTo(Readiness.State.STARTING);
    alarms.raise(Alarms.Kind.OPEN_DOOR, "x", "x is open");
    assertThat(readiness.state()).isEqualTo(Readiness.State.UNREADY);
    readiness.drain("JMX");
    assertThat(readiness.state()).isEqualTo(Readiness.State.DRAINING);
    assertThat(readiness.reasons())
        .containsExactly("draining, as asked by JMX", "x is open", "no keys");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://attacker.example",
        "Origin: null",
        "Origin: http://127.0.0.1:9464",
        "Sec-Fetch-Site: cross-site",
        "sec-fetch-mode : navigate",
        "Sec-Fetch-Dest: empty",
        "Referer: https://attacker.example/",
      })
  void noPageInABrowserDrainsIt(String header) throws Exception {
    for (String method : new String[] {"POST", "DELETE"}) {
      assertThat(ask(method + " /drain HTTP/1.1\r\n" + header)).startsWith("HTTP/1.1 403 ");
    }
    assertThat(readiness.isDraining()).isFalse();
  }

  @Test
  void noOtherNameDrainsIt() throws Exception {
    assertThat(raw("POST /drain HTTP/1.1\r\nHost: attacker.example\r\n\r\n"))
        .startsWith("HTTP/1.1 421 ");
    assertThat(readiness.isDraining()).isFalse();
  }

  @Test
  void noOtherMethodDrainsIt() throws Exception {
    for (String method : new String[] {"GET", "HEAD", "OPTIONS", "PUT", "post"}) {
      assertThat(ask(method + " /drain HTTP/1.1"))
          .startsWith("HTTP/1.1 405 ")
          .contains("\r\nAllow: POST, DELETE\r\n");
    }
    assertThat(ask("POST /ready HTTP/1.1")).contains("\r\nAllow: GET\r\n");
    assertThat(ask("POST /drain?x HTTP/1.1")).startsWith("HTTP/1.1 405 ");
    assertThat(readiness.isDraining()).isFalse();
  }

  @Test
  void takesABodyThatNobodyNeeds() throws Exception {
    assertThat(raw("POST /drain HTTP/1.0\r\nContent-Length: 3\r\n\r\nx=y"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(readiness.isDraining()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 9",
        "Content-Length: 9999",
        "Content-Length: 99999999999",
        "Content-Length: -1",
        "Content-Length: 0\r\nContent-Length: 0",
        "Transfer-Encoding: chunked",
      })
  void halfARequestDrainsNothing(String header) throws Exception {
    assertThat(raw("POST /drain HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n0\r\n\r\n"))
        .isEmpty();
    assertThat(readiness.isDraining()).isFalse();
    assertThat(ask("GET /ready HTTP/1.1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void answersTheFirstOfSeveralRequestsOnly() throws Exception {
    assertThat(
            raw(
                "GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "POST /drain HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .contains("\r\nConnection: close\r\n");
    assertThat(readiness.isDraining()).isFalse();
  }

  @Test
  void answersHttp10WithoutAHost() throws Exception {
    assertThat(raw("GET /ready HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void tellsStrangersInAWordWhetherItIsReady() throws Exception {
    InetAddress here = addressOfThisMachine();
    int port = openAlsoAt(here);
    alarms.raise(Alarms.Kind.CLOSED, "x", "tokenrelay.mode=enforced is wrong");

    for (String host : new String[] {"orders.example", "10.0.0.1:9464", "localhost"}) {
      assertThat(raw(here, port, "GET /ready HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
          .startsWith("HTTP/1.1 503 ")
          .endsWith("\r\n\r\n{\"ready\": false, \"state\": \"unready\"}\n");
    }
    assertThat(raw(here, port, "GET /health HTTP/1.0\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\n{\"status\": \"UP\"}\n");
    assertThat(raw(here, port, "POST /ready HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 405 ");
    for (String request :
        new String[] {
          "GET /", "GET /status.json", "GET /metrics", "POST /drain", "DELETE /drain"
        }) {
      assertThat(raw(here, port, request + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
          .startsWith("HTTP/1.1 404 ")
          .endsWith("\r\n\r\n{}\n");
    }
    assertThat(readiness.isDraining()).isFalse();
    assertThat(ask("GET /status.json HTTP/1.1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void isOpenAtAllAddressesAndTellsThemApart() throws Exception {
    InetAddress here = addressOfThisMachine();
    int port = openAlsoAt(InetAddress.getByName("0.0.0.0"));

    assertThat(raw(here, port, "GET /status.json HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    assertThat(raw(here, port, "GET /ready HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(raw(here, port, "GET /jwks HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    status.jwks = "{\"keys\":[]}";
    assertThat(raw(here, port, "GET /jwks HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(raw(StatusPort.loopback(), port, "GET /status.json HTTP/1.0\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(raw(StatusPort.loopback(), port, "GET / HTTP/1.1\r\nHost: attacker.example\r\n\r\n"))
        .startsWith("HTTP/1.1 421 ");
  }

  @Test
  void strangersDoNotCrowdOutThisMachine() throws Exception {
    InetAddress here = addressOfThisMachine();
    int port = openAlsoAt(InetAddress.getByName("0.0.0.0"));
    List<Socket> silent = new ArrayList<>();
    try (Socket local = new Socket(StatusPort.loopback(), port)) {
      for (int i = 0; i < 40; i++) { // all of them find room to wait
        silent.add(new Socket(here, port));
      }
      assertThat(silent.get(0).getInputStream().read()).isEqualTo(-1);
      send(local, "GET /status.json HTTP/1.0\r\n\r\n");
      assertThat(local.getInputStream().read()).isEqualTo('H');
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void worksWithoutAnAddressThatThisMachineDoesNotHave() throws Exception {
    int port = openAlsoAt(InetAddress.getByName("192.0.2.1"));

    assertThat(ports).hasSize(1);
    assertThat(raw(StatusPort.loopback(), port, "GET /ready HTTP/1.0\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void anotherLoopbackAddressIsThisMachineToo() throws Exception {
    int port = openAlsoAt(InetAddress.getByName("127.0.0.2"));

    assertThat(
            raw(
                InetAddress.getByName("127.0.0.2"),
                port,
                "GET /status.json HTTP/1.1\r\nHost: 127.0.0.2\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  /** Opens it anew, also at this address. */
  private int openAlsoAt(InetAddress address) throws Exception {
    close();
    ports.clear();
    ports.addAll(StatusPorts.open(0, address, status, true));
    return ports.get(0).port();
  }

  private static InetAddress addressOfThisMachine() throws Exception {
    Optional<InetAddress> address =
        Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
            .flatMap(each -> Collections.list(each.getInetAddresses()).stream())
            .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
            .findFirst();
    Assumptions.assumeTrue(address.isPresent(), "this machine has no address but loopback");
    return address.get();
  }

  private String ask(String head) throws IOException {
    return raw(head + "\r\nHost: localhost\r\n\r\n");
  }

  private String raw(String request) throws IOException {
    return raw(StatusPort.loopback(), ports.get(0).port(), request);
  }

  private static String raw(InetAddress address, int port, String request) throws IOException {
    try (Socket socket = new Socket(address, port)) {
      socket.setSoTimeout(60_000);
      send(socket, request);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      try {
        for (int c = in.read(); c >= 0; c = in.read()) {
          answer.write(c);
        }
      } catch (IOException reset) {
        // What has come by then counts.
      }
      return new String(answer.toByteArray(), StandardCharsets.UTF_8);
    }
  }

  private static void send(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }
}
