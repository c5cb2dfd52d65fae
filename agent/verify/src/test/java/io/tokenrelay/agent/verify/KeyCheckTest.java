package io.tokenrelay.agent.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.verify.http.HttpProperties;
import io.tokenrelay.agent.verify.issuer.Announced;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.KeyCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which keys cannot be loaded, and the line that the operator gets. */
class KeyCheckTest {
  private static final Signer RSA = Signer.rsa("r");
  private static final Signer EC = Signer.ec("e", "secp256r1");

  @TempDir Path directory;
  private Duration readTimeout = Duration.ofSeconds(20);
  private final Idp idp = new Idp(Signer.jwks(RSA, EC));
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void stop() {
    released.countDown();
    idp.close();
  }

  private KeyCheck check(IssuerSettings issuer) {
    Values fetching =
        Values.defaults()
            .with(HttpProperties.CONNECT_TIMEOUT, readTimeout)
            .with(HttpProperties.READ_TIMEOUT, readTimeout)
            .with(HttpProperties.MAX_BYTES, 10_000L);
    List<KeyCheck> checks =
        CachingTokenVerifier.check(
            TestSettings.of(Collections.singletonList(issuer)).with(fetching).build());
    assertThat(checks).hasSize(1);
    assertThat(checks.get(0).outcome()).doesNotContain("\n");
    return checks.get(0);
  }

  private KeyCheck checkUri() {
    return check(Verifiers.issuer(TestKeys.jwksUri(idp.jwksUri())).build());
  }

  private KeyCheck checkFile(String content) {
    String path = Verifiers.file(directory, "keys", content).toString();
    return check(Verifiers.issuer(TestKeys.jwksFile(path)).build());
  }

  private void bad(KeyCheck check, String... words) {
    assertThat(check.isGood()).isFalse();
    assertThat(check.outcome()).contains(words);
  }

  @Test
  void namesTheKeys() {
    KeyCheck check = checkUri();
    assertThat(check.isGood()).isTrue();
    assertThat(check.toString())
        .isEqualTo("issuer main: 2 keys: RS256/RS384/RS512/PS256/PS384/PS512 kid r, ES256 kid e");
  }

  @Test
  void saysThatNothingAnswers() {
    String uri = idp.jwksUri();
    idp.close();
    bad(
        check(Verifiers.issuer(TestKeys.jwksUri(uri)).build()),
        uri,
        "cannot connect",
        "tokenrelay.issuer.main.jwks-uri");
  }

  @Test
  void saysThatTheHostIsUnknown() {
    bad(
        check(Verifiers.issuer(TestKeys.jwksUri("http://no-such-host.invalid/jwks")).build()),
        "this host cannot be resolved");
  }

  @Test
  void saysThatTheAnswerIsHtml() {
    idp.publishes("\n<!doctype html><html><body>log in</body></html>");
    bad(checkUri(), "is HTML or XML, not JSON");
  }

  @Test
  void saysTheStatus() {
    idp.answers(Idp.status(404, "nothing"));
    bad(checkUri(), "HTTP 404");
  }

  @Test
  void saysThatTheSetIsEmpty() {
    idp.publishes("{\"keys\":[]}");
    bad(checkUri(), "no usable key", "empty");
  }

  @Test
  void saysWhyNoKeyOfTheSetIsUsable() {
    idp.publishes(Signer.jwks(Signer.rsa("weak", 1024)));
    bad(checkUri(), "no usable key", "key weak: RSA with 1024 bits is too weak");
  }

  @Test
  void saysThatItIsNotAKeySet() {
    idp.publishes("{\"error\":\"not here\"}");
    bad(checkUri(), "no list \"keys\"");
  }

  @Test
  void saysThatTheAnswerIsTooLarge() {
    idp.publishes("{\"keys\":[\"" + String.join("", Collections.nCopies(20_000, "x")) + "\"]}");
    bad(checkUri(), "more than 10000 bytes", "tokenrelay.jwks.max-bytes");
  }

  @Test
  void saysThatTheAnswerIsCutOff() {
    idp.answers(Idp.truncated(Signer.jwks(RSA)));
    assertThat(checkUri().isGood()).isFalse();
  }

  @Test
  void saysThatTheConnectionWasReset() {
    idp.answers(exchange -> {});
    assertThat(checkUri().isGood()).isFalse();
  }

  @Test
  void saysThatTheAnswerDoesNotCome() {
    readTimeout = Duration.ofMillis(500);
    idp.answers(exchange -> hang());
    bad(checkUri(), "no answer within 500 ms");
  }

  @Test
  void doesNotWaitForAnAnswerThatDrips() {
    readTimeout = Duration.ofSeconds(1);
    idp.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 600 && !hang(100); i++) { // it ends, but far too late
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
          }
        });
    bad(checkUri(), "no answer within 1000 ms");
  }

  @Test
  void followsRedirectsWithinTheOrigin() {
    idp.at("/there", Idp.json(Signer.jwks(RSA)));
    redirect("/there");
    assertThat(checkUri().isGood()).isTrue();
  }

  @Test
  void followsNoRedirectToAnotherOrigin() {
    try (Idp other = new Idp(Signer.jwks(RSA))) {
      redirect(other.jwksUri());
      bad(checkUri(), "redirected to another origin");
      assertThat(other.requests).hasValue(0);
    }
  }

  @Test
  void followsNoRedirectWithoutEnd() {
    redirect("/jwks");
    bad(checkUri(), "too many redirects");
  }

  @Test
  void asksNothingButHttp() {
    String uri = Verifiers.file(directory, "jwks", Signer.jwks(RSA)).toUri().toString();
    bad(check(Verifiers.issuer(TestKeys.jwksUri(uri)).build()), "not by file");
    bad(check(Verifiers.issuer(TestKeys.jwksUri("nonsense")).build()), "no keys");
  }

  @Test
  void findsTheKeysByDiscovery() {
    discovery(idp.uri(), idp.jwksUri());
    IssuerSettings issuer = TestIssuer.issuer("default", idp.uri()).build();
    assertThat(check(issuer).isGood()).isTrue();
  }

  @Test
  void announcesTheEndpointsOfTheDiscoveryDocument() {
    idp.at(
        "/.well-known/openid-configuration",
        Idp.json(
            "{\"issuer\":\""
                + idp.uri()
                + "\",\"jwks_uri\":\""
                + idp.jwksUri()
                + "\",\"token_endpoint\":\"http://a/token\",\"userinfo_endpoint\":\"http://a/me\","
                + "\"end_session_endpoint\":\"http://a/out\",\"device_authorization_endpoint\":7,"
                + "\"mtls_endpoint_aliases\":{\"token_endpoint\":\"http://mtls.a/token\"},"
                + "\"service_documentation\":\"http://a/docs\"}"));
    List<String> announced = new ArrayList<>();
    IssuerSettings issuer =
        TestIssuer.issuer("default", idp.uri())
            .announced(
                new Announced() {
                  @Override
                  public void endpoint(String url) {
                    announced.add(url);
                  }

                  @Override
                  public void complete() {
                    announced.add("complete");
                  }
                })
            .build();

    assertThat(check(issuer).isGood()).isTrue();

    assertThat(announced)
        .containsOnlyOnce(
            idp.jwksUri(), "http://a/token", "http://a/me", "http://a/out", "http://mtls.a/token")
        .endsWith("complete")
        .hasSize(6);
  }

  @Test
  void trustsNoDiscoveryDocumentOfAnotherIssuer() {
    discovery(idp.uri() + "/", idp.jwksUri());
    bad(
        check(TestIssuer.issuer("default", idp.uri()).build()),
        "belongs to issuer " + idp.uri() + "/, not to " + idp.uri(),
        "(tokenrelay.issuer)");
  }

  @Test
  void saysThatDiscoveryNamesNoKeys() {
    idp.at("/.well-known/openid-configuration", Idp.json("{\"issuer\":\"" + idp.uri() + "\"}"));
    bad(check(TestIssuer.issuer("default", idp.uri()).build()), "has no jwks_uri");
  }

  @Test
  void readsFiles() {
    assertThat(checkFile(Signer.jwks(RSA)).isGood()).isTrue();
    bad(checkFile("-----BEGIN PUBLIC KEY-----"), "is not JSON", "jwks-file");
    bad(
        check(Verifiers.issuer(TestKeys.jwksFile(directory + "/missing")).build()),
        "cannot be read",
        "tokenrelay.issuer.main.jwks-file");
  }

  @Test
  void readsPemAndSecrets() {
    for (Signer signer : Arrays.asList(RSA, EC, Signer.ed25519("ed"))) {
      String path = Verifiers.file(directory, "pem", "# mine\n" + signer.pem()).toString();
      assertThat(check(Verifiers.issuer(TestKeys.publicKeyFile(path)).build()).isGood()).isTrue();
    }
    String empty = Verifiers.file(directory, "empty", "").toString();
    bad(check(Verifiers.issuer(TestKeys.publicKeyFile(empty)).build()), "BEGIN PUBLIC KEY");
    bad(check(Verifiers.issuer(TestKeys.secretFile(empty)).build()), "too short");
  }

  @Test
  void writesNoLinesOfStrangersIntoALog() {
    idp.publishes("{\"keys\":[{\"kid\":\"a\\n[tokenrelay] all is well\",\"kty\":\"x\"}]}");
    bad(checkUri(), "a?[tokenrelay]");
  }

  private void redirect(String location) {
    idp.answers(
        exchange -> {
          exchange.getResponseHeaders().add("Location", location);
          exchange.sendResponseHeaders(302, -1);
        });
  }

  private void discovery(String issuer, String jwksUri) {
    idp.at(
        "/.well-known/openid-configuration",
        Idp.json("{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + jwksUri + "\"}"));
  }

  private void hang() {
    while (!hang(1_000)) {
      continue;
    }
  }

  private boolean hang(long millis) {
    try {
      return released.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
