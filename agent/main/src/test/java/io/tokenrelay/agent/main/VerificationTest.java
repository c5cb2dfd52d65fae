package io.tokenrelay.agent.main;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.agent.main.findings.Advisories;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator writes is what the verifier does. */
class VerificationTest {
  @TempDir Path folder;
  private final List<String> credentials = new CopyOnWriteArrayList<>();
  private HttpServer issuer;

  @BeforeEach
  void start() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/introspect",
        exchange -> {
          credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          byte[] body = "{\"active\":true,\"sub\":\"ada\"}".getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    issuer.start();
  }

  @AfterEach
  void stop() {
    issuer.stop(0);
  }

  private Given given() throws IOException {
    Path keys = folder.resolve("jwks.json");
    Files.write(keys, "{\"keys\":[]}".getBytes(StandardCharsets.US_ASCII));
    return Given.property("tokenrelay.issuers", "main")
        .andProperty("tokenrelay.issuer.main.uri", "https://idp.example")
        .andProperty("tokenrelay.issuer.main.jwks-file", keys.toString());
  }

  private Given asked() throws IOException {
    Path secret = folder.resolve("secret");
    Files.write(secret, "s3cret\n".getBytes(StandardCharsets.US_ASCII));
    String uri = "http://localhost:" + issuer.getAddress().getPort() + "/introspect";
    return given()
        .andProperty("tokenrelay.issuer.main.introspection-uri", uri)
        .andProperty("tokenrelay.issuer.main.introspection-client-id", "me")
        .andProperty("tokenrelay.issuer.main.introspection-client-secret-file", secret.toString());
  }

  /** How a token fares with these properties. */
  private static String verdict(Given given, String token) {
    Config config = given.config();
    assertThat(config.problems()).isEmpty();
    Counters counters = new Counters();
    VerifierSettings settings = Verification.settings(config);
    try (CachingTokenVerifier bySignature =
        CachingTokenVerifier.create(settings, counters, System::currentTimeMillis)) {
      TokenVerifier verifier =
          Verification.verifier(bySignature, settings, counters, System::currentTimeMillis);
      return verifier.verify(token, UNLIMITED).toString();
    }
  }

  @Test
  void asksNobodyUnlessToldTo() throws IOException {
    assertThat(verdict(asked(), "opaque")).isEqualTo("INVALID " + Reason.MALFORMED);
    assertThat(credentials).isEmpty();
  }

  @Test
  void asksTheIssuerThatIsNamedAsTheClientThatIsNamed() throws IOException {
    Given given = asked().andProperty("tokenrelay.capture.opaque", "introspect");
    assertThat(verdict(given, "opaque")).isEqualTo(Outcome.VALID.name());
    assertThat(credentials).containsExactly("Basic bWU6czNjcmV0");
    assertThat(Advisories.of(given.config())).noneMatch(line -> line.contains("introspect"));
  }

  @Test
  void readsTheWaysOfRevocation() throws IOException {
    for (String way : new String[] {"none", "introspection", "status-list"}) {
      Given given = asked().andProperty("tokenrelay.revocation", way);
      assertThat(verdict(given, "a.b.c")).as(way).isEqualTo("INVALID " + Reason.MALFORMED);
    }
  }

  @Test
  void saysThatNobodyCanBeAsked() throws IOException {
    Config opaque = given().andProperty("tokenrelay.capture.opaque", "introspect").config();
    assertThat(Advisories.of(opaque))
        .anyMatch(line -> line.startsWith("tokenrelay.capture.opaque=introspect, but no issuer"));
    for (String property : new String[] {"tokenrelay.verification", "tokenrelay.revocation"}) {
      Config jwts = given().andProperty(property, "introspection").config();
      assertThat(Advisories.of(jwts))
          .anyMatch(
              line ->
                  line.startsWith("issuer main: none of its tokens can be verified")
                      && line.endsWith("tokenrelay.issuer.main.introspection-client-id"));
    }
  }

  @Test
  void trustsAndGoesByTheWayThatIsSet() throws IOException {
    Given trusting =
        Given.property("tokenrelay.issuer", "https://localhost:1/realm")
            .andProperty("tokenrelay.jwks.trust-store-file", folder.resolve("ca.pem").toString());
    assertThat(problem(trusting)).contains("there is no file").contains("ca.pem");
    Given showing =
        Given.property("tokenrelay.issuer", "https://localhost:1/realm")
            .andProperty("tokenrelay.jwks.tls-client-cert-file", folder.resolve("me") + "");
    assertThat(problem(showing)).contains("there is no file");
    Given going =
        Given.property("tokenrelay.issuer", "http://idp.invalid/realm")
            .andProperty("tokenrelay.jwks.proxy", "http://localhost:1");
    assertThat(problem(going)).contains("cannot connect");
  }

  private static String problem(Given given) {
    return CachingTokenVerifier.check(Verification.settings(given.config())).get(0).outcome();
  }
}
