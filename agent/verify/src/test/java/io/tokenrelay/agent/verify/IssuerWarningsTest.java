package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.ISSUER;
import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static io.tokenrelay.agent.verify.Verifiers.claims;
import static io.tokenrelay.agent.verify.Verifiers.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why tokens are not trusted, as the operator reads it at the default level. */
class IssuerWarningsTest {
  private static final Signer RSA = Signer.rsa("r");
  private static final Signer STRANGER = Signer.rsa("r");
  private static final Signer UNPUBLISHED = Signer.rsa("u\n[tokenrelay] all is well");
  private static final String GOOD = "\"aud\":\"orders\",\"scope\":\"read\",\"email\":\"a@b\"";

  @TempDir Path directory;
  private final AtomicLong now = new AtomicLong(NOW);
  private CapturedLog log;
  private CachingTokenVerifier verifier;

  @BeforeEach
  void start() throws Exception {
    Path file = Verifiers.file(directory, "jwks", Signer.jwks(RSA));
    IssuerSettings issuer =
        Verifiers.issuer(TestKeys.jwksFile(file.toString()))
            .audiences(Collections.singleton("orders"))
            .requiredScopes(Collections.singleton("read"))
            .requiredClaims(Collections.singleton("email"))
            .algorithms(Collections.singleton("RS256"))
            .build();
    verifier =
        Verifiers.create(
            TestSettings.of(Collections.singletonList(issuer))
                .maxLifetime(Duration.ofHours(24))
                .rejectsLongLived(true)
                .build(),
            new Counters(),
            now::get);
    log = new CapturedLog();
  }

  @AfterEach
  void stop() {
    log.close();
    verifier.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "AUDIENCE | its claim aud names none of tokenrelay.issuer.main.audiences=orders",
        "EXPIRED | it expired 90s ago",
        "EXPIRED | tokenrelay.verification.clock-skew=60s",
        "NOT_YET_VALID | it becomes valid in 90s",
        "LIFETIME | longer than tokenrelay.verification.max-lifetime",
        "CLAIMS | it has no claim exp",
        "ALGORITHM | its algorithm \"RS512\" is not accepted",
        "TYPE | not an access token (its header typ is \"logout+jwt\")",
        "UNKNOWN_KEY | its key id \"u?[tokenrelay]?all?is?well\" is not among",
        "SIGNATURE | its signature matches none of the issuer's keys",
        "SCOPE | it lacks a scope of tokenrelay.issuer.main.required-scopes=read",
        "CLAIM_MISSING | it lacks a claim of tokenrelay.issuer.main.required-claims",
      })
  void saysWhyATokenOfAnIssuerIsNotTrusted(Reason reason, String words) {
    String token = token(reason);
    Await.until("the keys are fresh", () -> verifier.verify(token, UNLIMITED).reason() == reason);
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("issuer main: a token is not trusted: ", words)
        .doesNotContain("eyJ");
  }

  @Test
  void saysItOnceAnHourForEachReason() {
    for (int i = 0; i < 5; i++) {
      verifier.verify(token(Reason.AUDIENCE), UNLIMITED);
      verifier.verify(token(Reason.SIGNATURE), UNLIMITED);
    }
    assertThat(warnings()).hasSize(2);

    now.addAndGet(Duration.ofHours(1).toMillis());
    verifier.verify(
        RSA.token(
            "RS256", "{\"iss\":\"" + ISSUER + "\",\"aud\":\"x\",\"exp\":" + seconds(7_200) + "}"),
        UNLIMITED);
    assertThat(warnings()).hasSize(3);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    ISSUER + "/, a slash at the end",
    "https://idp.example/realms/X, upper and lower case",
    "HTTPS://idp.example/realms/x, upper and lower case",
    "http://idp.example/realms/x, its scheme",
    "idp.example/realms/x, its scheme",
    "https://IDP.example:443/realms/x/, its spelling",
  })
  void saysHowAnIssuerDiffersFromTheConfiguredOne(String iss, String difference) {
    verifier.verify(RSA.token("RS256", issued(iss)), UNLIMITED);
    verifier.verify(RSA.token("RS256", issued(iss)), UNLIMITED);

    assertThat(warnings())
        .singleElement()
        .asString()
        .contains(
            "tokens of issuer \"" + iss + "\" are not trusted",
            "it differs from tokenrelay.issuer.main.uri=" + ISSUER + " by " + difference);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://idp.example/realms/y",
    "https://idp.example.evil/realms/x",
    "https://idp.example:8443/realms/x"
  })
  void takesNoOtherIssuerForTheConfiguredOne(String iss) {
    verifier.verify(RSA.token("RS256", issued(iss)), UNLIMITED);

    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("tokens of issuer \"" + iss + "\" are not trusted: it is not one of those");
  }

  @Test
  void namesAFewUnknownIssuersAnHourAndStillTheOneThatIsAlmostRight() {
    for (int i = 0; i < 1_000; i++) {
      verifier.verify(RSA.token("RS256", issued("https://junk" + i + ".example")), UNLIMITED);
    }
    assertThat(warnings()).hasSize(16);

    verifier.verify(RSA.token("RS256", issued(ISSUER + "/")), UNLIMITED);
    assertThat(warnings()).hasSize(17);

    now.addAndGet(Duration.ofHours(1).toMillis());
    verifier.verify(RSA.token("RS256", issued("https://junk0.example")), UNLIMITED);
    assertThat(warnings()).hasSize(18);
  }

  @Test
  void sanitisesAndTruncatesWhatATokenSays() {
    StringBuilder iss = new StringBuilder("https://x.example/\\n[tokenrelay] ERROR \\\"\u00fc");
    for (int i = 0; i < 1_000; i++) {
      iss.append('y');
    }
    verifier.verify(RSA.token("RS256", issued(iss.toString())), UNLIMITED);

    List<String> warnings = warnings();
    assertThat(warnings).singleElement().asString().hasSizeLessThan(400);
    assertThat(warnings.get(0)).contains("\"https://x.example/?[tokenrelay]?ERROR???yyy");
  }

  @Test
  void saysThatATokenNamesNoIssuer() {
    verifier.verify(RSA.token("RS256", "{\"exp\":" + seconds(300) + "}"), UNLIMITED);

    assertThat(warnings()).singleElement().asString().contains("without claim iss");
  }

  private static String token(Reason reason) {
    switch (reason) {
      case AUDIENCE:
        return RSA.token("RS256", claims("\"aud\":\"pricing\""));
      case EXPIRED:
        return RSA.token("RS256", "{\"iss\":\"" + ISSUER + "\",\"exp\":" + seconds(-90) + "}");
      case NOT_YET_VALID:
        return RSA.token("RS256", claims("\"nbf\":" + seconds(90)));
      case LIFETIME:
        return RSA.token("RS256", claims("\"iat\":" + seconds(-100_000)));
      case CLAIMS:
        return RSA.token("RS256", "{\"iss\":\"" + ISSUER + "\"}");
      case ALGORITHM:
        return RSA.token("RS512", claims(GOOD));
      case TYPE:
        return RSA.sign(
            "RS256", "{\"alg\":\"RS256\",\"kid\":\"r\",\"typ\":\"logout+jwt\"}", claims(GOOD));
      case UNKNOWN_KEY:
        return UNPUBLISHED.sign(
            "RS256", "{\"alg\":\"RS256\",\"kid\":\"u\\n[tokenrelay] all is well\"}", claims(GOOD));
      case SIGNATURE:
        return STRANGER.token("RS256", claims(GOOD));
      case SCOPE:
        return RSA.token("RS256", claims("\"aud\":\"orders\",\"email\":\"a@b\""));
      case CLAIM_MISSING:
        return RSA.token("RS256", claims("\"aud\":\"orders\",\"scope\":\"read\""));
      default:
        throw new AssertionError(reason);
    }
  }

  private static String issued(String iss) {
    return "{\"iss\":\"" + iss + "\",\"exp\":" + seconds(300) + "}";
  }

  /** Of what is tested here: verifiers of other tests may still look for their keys. */
  private List<String> warnings() {
    return log.warnings().stream()
        .filter(line -> line.contains("IssuerWarnings"))
        .collect(Collectors.toList());
  }
}
