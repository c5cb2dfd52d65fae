package io.tokenrelay.agent.main.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tokenrelay.agent.main.config.Given;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {
  private static final String ISSUER = "https://idp.example";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private ECKey key;

  @BeforeEach
  void makeAKey() throws Exception {
    key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    Files.write(
        folder.resolve("keys.json"),
        new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void explainsAValidToken() throws Exception {
    int status = run(with(600), false, trusting().andProperty("tokenrelay.audiences", "orders"));

    assertThat(out.toString().split("\\R"))
        .anyMatch(line -> line.matches("ok +shape +a JWT of \\d+ bytes .*max-token-bytes.*"))
        .anyMatch(line -> line.matches("ok +header +alg \"ES256\", kid \"k1\", typ -; claims .*"))
        .anyMatch(line -> line.matches("ok +times +exp 20.*\\(in \\d+s\\), .*clock-skew\\)"))
        .anyMatch(line -> line.matches("ok +audience +\"orders\" \\(tokenrelay.audiences\\)"))
        .anyMatch(line -> line.matches("ok +signature .*"))
        .anyMatch(line -> line.matches("ok +binding +not bound; subject [0-9a-f]{8}"))
        .anyMatch(line -> line.matches("- +revocation .*\\(tokenrelay.revocation\\)"))
        .endsWith("valid");
    assertThat(status).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void saysThatTheConfigurationIsMissing() throws Exception {
    assertThat(run(with(600), false, Given.nothing())).isEqualTo(2);
    assertThat(err.toString()).contains("no issuer can be used", "tokenrelay.config-file");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void readsItAsItStandsInAHeader() throws Exception {
    assertThat(run("Authorization: Bearer " + with(600) + "\n", false, trusting())).isZero();
    assertThat(run("bearer " + with(600), false, trusting())).isZero();
  }

  @Test
  void namesEveryRuleThatIsBroken() throws Exception {
    Given given = trusting().andProperty("tokenrelay.audiences", "stock");

    assertThat(run(with(-600), false, given)).isEqualTo(1);
    assertThat(out.toString().split("\\R"))
        .anyMatch(line -> line.matches("wrong +times +it expired 600s ago.*"))
        .anyMatch(line -> line.matches("wrong +audience .*tokenrelay.audiences=stock"))
        .anyMatch(line -> line.matches("ok +signature .*"))
        .endsWith("not valid: expired");
  }

  @Test
  void doesNotKnowWhileTheIssuerIsAway() throws Exception {
    Given away =
        Given.property("tokenrelay.issuer", ISSUER)
            .andProperty("tokenrelay.jwks-uri", "http://127.0.0.1:1/keys");

    assertThat(run(with(600), false, away)).isEqualTo(3);
    assertThat(out.toString().split("\\R"))
        .anyMatch(line -> line.matches("unknown +key .*127.0.0.1:1.*"))
        .endsWith("cannot be verified now: keys unavailable");
  }

  @Test
  void judgesOfflineWhatCanBeJudgedSo() throws Exception {
    Given remote =
        Given.property("tokenrelay.issuer", ISSUER)
            .andProperty("tokenrelay.jwks-uri", "http://127.0.0.1:1/keys");

    assertThat(run(with(600), true, trusting())).isZero();
    assertThat(run(with(600), true, remote)).isEqualTo(3);
    assertThat(out.toString()).endsWith("cannot be verified offline" + System.lineSeparator());
    assertThat(run(with(-600), true, remote)).isEqualTo(1);
  }

  @Test
  void neverPrintsTheTokenItsSignatureOrItsSubject() throws Exception {
    String token = with(600);
    String opaque = UUID.randomUUID().toString();
    for (String given :
        new String[] {token, token + "x", token.substring(5), opaque, "Bearer " + opaque}) {
      run(given, false, trusting());
      run(given, false, trusting().andProperty("tokenrelay.capture.opaque", "introspect"));
    }
    assertThat(out.toString() + err)
        .doesNotContain("eyJ", opaque, "ada@shop", token.substring(token.lastIndexOf('.') + 1));
  }

  @Test
  void neutralisesWhatATerminalWouldObey() throws Exception {
    run(with(600, "\u001b[2J\u0007", "k1\r\n\u001b]0;x"), false, trusting());
    assertThat(out.toString().replaceAll("\\R", "").chars()).allMatch(c -> c >= ' ' && c < 127);
  }

  @Test
  void wantsAToken() throws Exception {
    assertThat(run("", false, trusting())).isEqualTo(2);
    assertThat(run(" Bearer \n", false, trusting())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no token on standard input");
  }

  @Test
  void prefersSayingNothingToRepeatingWhatAnExceptionSays() throws Exception {
    TokenCommand command =
        command(
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("s3cret");
              }
            },
            false);

    assertThat(command.run(trusting().layers())).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("s3cret");
  }

  @Test
  void printsJson() throws Exception {
    TokenCommand command = command(stream(with(-600)), false);
    command.json = true;

    assertThat(command.run(trusting().layers())).isEqualTo(1);
    assertThat(out.toString())
        .contains("\"verdict\": \"not valid\"", "\"reason\": \"expired\"", "\"rule\": \"times\"");
  }

  private Given trusting() {
    return Given.property("tokenrelay.issuer", ISSUER)
        .andProperty("tokenrelay.jwks-file", folder.resolve("keys.json").toString());
  }

  private String with(int seconds) throws Exception {
    return with(seconds, "orders", "k1");
  }

  private String with(int seconds, String audience, String keyId) throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("ada@shop")
                .audience(audience)
                .expirationTime(new Date(System.currentTimeMillis() + seconds * 1_000L))
                .build());
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }

  private int run(String input, boolean offline, Given given) {
    return command(stream(input), offline).run(given.layers());
  }

  private TokenCommand command(InputStream in, boolean offline) {
    TokenCommand command =
        new TokenCommand(
            Terminal.plain(in, new PrintWriter(out, true), new PrintWriter(err, true)),
            TokenCommandTest.class.getClassLoader());
    command.offline = offline;
    return command;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
