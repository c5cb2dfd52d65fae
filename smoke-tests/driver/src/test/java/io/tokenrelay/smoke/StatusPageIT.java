package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * The status page of a service that serves, in a real browser: empty, degraded, not ready and
 * draining.
 */
class StatusPageIT {
  private static final List<Look> LOOKS = new ArrayList<>();
  private static TestAbortedException withoutBrowser;

  @BeforeAll
  static void look(@TempDir Path folder) throws Exception {
    try {
      look(Browser.installed(), folder);
    } catch (TestAbortedException e) {
      withoutBrowser = e;
    }
  }

  /** Each test, and not their class: of that, the report would not say why. */
  @BeforeEach
  void skipWithoutBrowser() {
    if (withoutBrowser != null) {
      throw withoutBrowser;
    }
  }

  private static void look(Browser browser, Path folder) throws Exception {
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    int port = AgentStatus.onFreePort().port();
    HttpServer refusing = refusing();
    String address = ":" + refusing.getAddress().getPort();
    try (LoneGateway gateway =
        LoneGateway.start(
            "status-page",
            "-Dtokenrelay.mode=enforce",
            "-Dtokenrelay.issuer=" + IssuerInAFile.NAME,
            "-Dtokenrelay.issuer.default.jwks-file=" + issuer.keys(),
            "-Dtokenrelay.audiences=" + IssuerInAFile.AUDIENCE,
            "-Dtokenrelay.propagation.deny=localhost",
            "-Dtokenrelay.health.http-port=" + port,
            "-Dorders.url=http://127.0.0.1" + address,
            "-Dpartner.url=http://localhost" + address)) {
      assertThat(Polling.until(60, () -> isReady(port))).isTrue();
      LOOKS.add(browser.look(port, "ready"));

      String forged = IssuerInAFile.in(Files.createDirectory(folder.resolve("x"))).token("eve");
      for (int i = 0; i < 3; i++) {
        assertThat(gateway.checkout("valid", issuer.token("alice"))).isEqualTo(200);
        assertThat(gateway.checkout("forged", forged)).isEqualTo(401);
        assertThat(gateway.checkoutWithoutToken("none")).isEqualTo(401);
      }
      try (JMXConnector connector = SwitchesIT.connect(gateway.processId())) {
        MBeanServerConnection server = connector.getMBeanServerConnection();
        ObjectName name = new ObjectName("io.tokenrelay:type=TokenRelay");
        assertThat(Polling.until(60, () -> SwitchesIT.isRegistered(server, name))).isTrue();

        server.setAttribute(name, new Attribute("Enabled", false));
        LOOKS.add(browser.look(port, "degraded"));

        server.setAttribute(name, new Attribute("EnforceEnabled", false));
        LOOKS.add(browser.look(port, "not-ready"));

        server.invoke(name, "drain", null, null);
        LOOKS.add(browser.look(port, "draining"));
      }
    } finally {
      refusing.stop(0);
    }
  }

  private static boolean isReady(int port) {
    try {
      URL ready = new URL("http://127.0.0.1:" + port + "/ready");
      return ((HttpURLConnection) ready.openConnection()).getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A service that accepts no token. */
  private static HttpServer refusing() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void itsTitleSaysWhetherAllIsWell() {
    assertThat(LOOKS)
        .extracting(look -> look.views().get(0).title())
        .containsExactly(
            "Ready · TokenRelay",
            "Degraded · TokenRelay",
            "Not ready · TokenRelay",
            "Draining · TokenRelay");
  }

  @Test
  void itSaysWhatHappenedAndWhatToDo() {
    assertThat(LOOKS.get(0).views().get(0).html())
        .contains("No request has reached the agent yet", "No call was made")
        .doesNotContain("relaying is switched off");
    assertThat(LOOKS.get(1).views().get(0).html())
        .contains("What is off", "relaying is switched off", "EnforceEnabled=false serves")
        .contains("signature", "Rejected by the agent", "denied", "answered 401 or 403")
        .contains("Last warnings and errors", "RS256", "Caches of tokens", "default", "enforce")
        .doesNotContain("Why it is not ready");
    assertThat(LOOKS.get(2).views().get(0).html())
        .contains("Why it is not ready", "/ready answers 503", "What is off", "rejects nobody")
        .doesNotContain("If it must be out of the way");
  }

  @Test
  void axeFindsNothingToMend() {
    for (Look.View view : views()) {
      assertThat(view.violations()).as(view.toString()).isEmpty();
    }
  }

  @Test
  void itIsNeverWiderThanTheScreen() {
    for (Look.View view : views()) {
      assertThat(view.width()).as(view.toString()).isLessThanOrEqualTo(view.visible());
    }
  }

  @Test
  void itLoadsNothingElseAndRunsNoScript() {
    for (Look look : LOOKS) {
      for (Look.View view : look.views()) {
        assertThat(view.requests()).as(view.toString()).containsExactly(look.address());
        assertThat(view.complaints()).as(view.toString()).isEmpty();
        assertThat(view.html()).doesNotContainIgnoringCase("<script");
      }
    }
  }

  @Test
  void theTabKeyLeadsThroughAllOfItInTheOrderOfReading() {
    for (Look.View view : views()) {
      List<Integer> places = view.focus().stream().map(Look.Stop::place).toList();
      assertThat(places).as(view.toString()).isSorted().doesNotHaveDuplicates();
      assertThat(places).as(view.toString()).hasSize(view.focusable()).hasSizeGreaterThan(2);
      assertThat(view.focus()).as(view.toString()).allMatch(Look.Stop::seen);
    }
  }

  @Test
  void nothingOnItIsOfAToken() {
    for (Look.View view : views()) {
      assertThat(view.html()).doesNotContain("eyJ", "alice", "eve\"", ">eve<");
    }
  }

  @Test
  void itsLinkLeadsToTheSameAsJson() throws Exception {
    for (Look look : LOOKS) {
      assertThat(look.json().status()).isEqualTo(200);
      assertThat(look.json().type()).isEqualTo("application/json");
      Map<String, Object> json = JSONObjectUtils.parse(look.json().body());
      assertThat(json).containsEntry("mode", "enforce").containsKeys("unready", "ledger");
    }
  }

  @Test
  void aSiteThatResolvesItsNameToThisMachineGetsNothingButTheReason() {
    for (Look look : LOOKS) {
      assertThat(look.byAnotherName().status()).isEqualTo(421);
      assertThat(look.byAnotherName().body())
          .isEqualTo("{\"error\": \"the Host header must be 127.0.0.1, localhost or [::1]\"}\n");
    }
  }

  private static List<Look.View> views() {
    return LOOKS.stream().flatMap(look -> look.views().stream()).toList();
  }
}
