package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever it is given, the agent says one clear line and the application works. */
class BadInputIT {
  @Test
  void anIssuerThatCannotBeReached() throws Exception {
    String issuer = "http://127.0.0.1:" + closedPort() + "/realms/shop";
    try (LoneGateway gateway =
        LoneGateway.start("unreachable-issuer", "-Dtokenrelay.issuer=" + issuer)) {
      staysAtTheGateway(gateway, token(issuer));
      saysInOneLine(gateway, "WARN", issuer);
    }
  }

  @Test
  void keysThatAreAWebPage() throws Exception {
    HttpServer webSite =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    webSite.createContext(
        "/",
        exchange -> {
          byte[] page = "<!doctype html><title>Sign in</title>".getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    webSite.start();
    String issuer = "http://127.0.0.1:" + webSite.getAddress().getPort() + "/realms/shop";
    try (LoneGateway gateway =
        LoneGateway.start(
            "keys-are-html",
            "-Dtokenrelay.issuer=" + issuer,
            "-Dtokenrelay.jwks-uri=" + issuer + "/keys")) {
      staysAtTheGateway(gateway, token(issuer));
      saysInOneLine(gateway, "WARN", issuer);
    } finally {
      webSite.stop(0);
    }
  }

  @Test
  void valuesThatAreWrong() throws Exception {
    String issuer = "http://127.0.0.1:" + closedPort() + "/realms/shop";
    try (LoneGateway gateway =
        LoneGateway.start(
            "wrong-values",
            "-Dtokenrelay.issuer=" + issuer,
            "-Dtokenrelay.mode=observed",
            "-Dtokenrelay.verification.clock-skew=900s",
            "-Dtokenrelay.propagation.destinations=everywhere",
            "-Dtokenrelay.health.http-port=eighty",
            "-Dtokenrelay.propagation.alow=a.example")) {
      staysAtTheGateway(gateway, token(issuer));
      for (String property :
          List.of(
              "tokenrelay.mode",
              "tokenrelay.verification.clock-skew",
              "tokenrelay.propagation.destinations",
              "tokenrelay.health.http-port",
              "tokenrelay.propagation.alow")) {
        saysInOneLine(gateway, "WARN", property);
      }
    }
  }

  @Test
  void valuesInQuotesAndAFileThatIsAFolder() throws Exception {
    String issuer = "http://127.0.0.1:" + closedPort() + "/realms/shop";
    try (LoneGateway gateway =
        LoneGateway.start(
            "in-quotes", "-Dtokenrelay.issuer=\"" + issuer + "\"", "-Dtokenrelay.mode='observe'")) {
      staysAtTheGateway(gateway, token(issuer));
      saysInOneLine(gateway, "WARN", "tokenrelay.issuer=\"" + issuer + "\" is in quotes");
      saysInOneLine(gateway, "WARN", "tokenrelay.mode='observe' is in quotes");
      assertThat(agentLines(gateway)).noneMatch(line -> line.contains("answered 503"));
    }
    try (LoneGateway gateway =
        LoneGateway.start(
            "a-folder",
            "-Dtokenrelay.issuer=" + issuer,
            "-Dtokenrelay.mode=observe",
            "-Dtokenrelay.config-file=/",
            "-Dtokenrelay.propagation.allow=a/b, shop.example, c d")) {
      staysAtTheGateway(gateway, token(issuer));
      saysInOneLine(gateway, "WARN", "tokenrelay.config-file=/ is a folder");
      saysInOneLine(gateway, "WARN", "'a/b' is not a destination");
      saysInOneLine(gateway, "WARN", "'c d' is not a destination");
    }
  }

  @Test
  void aSlipWhereTokensAreToBeEnforced() throws Exception {
    String issuer = "http://127.0.0.1:" + closedPort() + "/realms/shop";
    for (String slip :
        List.of(
            "-Dtokenrelay.mode=enforced",
            "-Dtokenrelay.required-scopes=a\"b",
            "-Dtokenrelay.enabled=yes",
            "-Dtokenrelay.instrumentation.default-enabled=no",
            "-Dtokenrelay.enforce.rulez=admin",
            "-Dtokenrelay.config-file=/absent.properties")) {
      try (LoneGateway gateway =
          LoneGateway.start(
              "closed", "-Dtokenrelay.issuer=" + issuer, "-Dtokenrelay.mode=enforce", slip)) {
        String item = "item-" + slip.hashCode();
        assertThat(gateway.checkout(item, token(issuer))).as(slip).isEqualTo(503);
        assertThat(gateway.called(item)).isFalse();
        saysInOneLine(gateway, "ERROR", "every request is answered 503");
        Logs.holdNoToken(gateway.logs());
      }
    }
  }

  @Test
  void aDoorThatIsOpenedOnPurpose() throws Exception {
    String issuer = "http://127.0.0.1:" + closedPort() + "/realms/shop";
    for (String open :
        List.of("-Dtokenrelay.enabled=false", "-Dtokenrelay.enforce.enabled=false")) {
      try (LoneGateway gateway =
          LoneGateway.start(
              "opened", "-Dtokenrelay.issuer=" + issuer, "-Dtokenrelay.mode=enforce", open)) {
        staysAtTheGateway(gateway, token(issuer));
        saysInOneLine(gateway, "ERROR", "nothing is enforced: ");
      }
    }
  }

  @Test
  void noIssuer() throws Exception {
    try (LoneGateway gateway = LoneGateway.start("no-issuer")) {
      staysAtTheGateway(gateway, token("http://127.0.0.1/realms/shop"));
      saysInOneLine(gateway, "", "tokenrelay.issuer");
    }
  }

  @Test
  void switchedOff() throws Exception {
    String issuer = "http://127.0.0.1:" + closedPort() + "/realms/shop";
    try (LoneGateway gateway =
        LoneGateway.start(
            "switched-off", "-Dtokenrelay.issuer=" + issuer, "-Dtokenrelay.enabled=false")) {
      staysAtTheGateway(gateway, token(issuer));
      saysInOneLine(gateway, "", "tokenrelay.enabled");
    }
  }

  @Test
  void aTokenOfThreeHundredDots() throws Exception {
    String issuer = "http://127.0.0.1:" + closedPort() + "/realms/shop";
    try (LoneGateway gateway =
        LoneGateway.start("three-hundred-dots", "-Dtokenrelay.issuer=" + issuer)) {
      staysAtTheGateway(gateway, ".".repeat(300));
      staysAtTheGateway(gateway, "a.".repeat(300));
    }
  }

  @Test
  void aHeaderOfTenMegabytes() throws Exception {
    String issuer = "http://127.0.0.1:" + closedPort() + "/realms/shop";
    try (LoneGateway gateway =
        LoneGateway.start("ten-megabytes", "-Dtokenrelay.issuer=" + issuer)) {
      sendHugeHeader(gateway.port(), 10 << 20);
      staysAtTheGateway(gateway, token(issuer));
    }
  }

  /** The application answers and calls as ever; the header goes no further. */
  private static void staysAtTheGateway(LoneGateway gateway, String token) throws Exception {
    String item = "item-" + token.hashCode();
    assertThat(gateway.checkout(item, token)).isEqualTo(200);
    assertThat(gateway.called(item)).isTrue();
    assertThat(gateway.relayed(item)).isEmpty();
    assertThat(gateway.isAlive()).isTrue();
    Logs.holdNoToken(gateway.logs());
  }

  private static void saysInOneLine(LoneGateway gateway, String level, String what)
      throws Exception {
    assertThat(
            Polling.until(
                10,
                () ->
                    agentLines(gateway).stream()
                        .anyMatch(line -> line.contains(level) && line.contains(what))))
        .as("a %s line that names %s among %s", level, what, agentLines(gateway))
        .isTrue();
    assertThat(agentLines(gateway)).noneMatch(line -> line.contains("\tat "));
  }

  private static List<String> agentLines(LoneGateway gateway) {
    try {
      return gateway.agentLines();
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** The container refuses it, as it may; what matters is that it goes on. */
  private static void sendHugeHeader(int port, int bytes) throws IOException {
    byte[] kilobyte = new byte[1024];
    Arrays.fill(kilobyte, (byte) 'x');
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /checkout/huge HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer "
              .getBytes(ISO_8859_1));
      for (int sent = 0; sent < bytes; sent += kilobyte.length) {
        out.write(kilobyte);
      }
      out.write("\r\n\r\n".getBytes(ISO_8859_1));
      out.flush();
    } catch (SocketException refused) {
      // The container closed the connection before all of it was sent.
    }
  }

  private static String token(String issuer) throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k").generate();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("alice")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
