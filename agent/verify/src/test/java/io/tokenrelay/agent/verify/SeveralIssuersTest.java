package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static io.tokenrelay.agent.verify.Verifiers.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issuers side by side, each with rules, keys and faults of its own. */
class SeveralIssuersTest {
  private static final String STAFF = "https://staff.example";
  private static final String SHOP = "https://shop.example/realms/a";
  private static final Signer STAFF_KEY = Signer.rsa("one");
  private static final Signer SHOP_KEY = Signer.ec("one", "secp256r1");
  private static final Signer SHOP_RSA = Signer.rsa("two");

  private final Idp staff = new Idp(Signer.jwks(STAFF_KEY));
  private final Idp shop = new Idp(Signer.jwks(SHOP_KEY, SHOP_RSA));
  private final Idp machines = new Idp("{\"keys\":[]}");
  private final AtomicInteger questions = new AtomicInteger();
  private final Counters counters = new Counters();
  private CachingTokenVerifier bySignature;
  private IntrospectingTokenVerifier verifier;

  @BeforeEach
  void start() {
    machines.at(
        "/introspect",
        exchange -> {
          questions.incrementAndGet();
          Idp.json("{\"active\":true,\"sub\":\"robot\",\"exp\":" + seconds(300) + "}").to(exchange);
        });
    VerifierSettings settings =
        TestSettings.of(
                Arrays.asList(
                    TestIssuer.issuer("staff", STAFF)
                        .keySource(TestKeys.jwksUri(staff.jwksUri()))
                        .algorithms(Collections.singleton("RS256"))
                        .audiences(Collections.singleton("intranet"))
                        .types(Collections.singleton("at+jwt"))
                        .requiredScopes(Collections.singleton("work"))
                        .build(),
                    TestIssuer.issuer("shop", SHOP)
                        .keySource(TestKeys.jwksUri(shop.jwksUri()))
                        .algorithms(Collections.singleton("ES256"))
                        .requiredClaims(Collections.singleton("email"))
                        .build(),
                    TestIssuer.issuer("machines", machines.uri())
                        .keySource(TestKeys.jwksUri(machines.jwksUri()))
                        .introspection(machines.uri() + "/introspect", "me")
                        .build()))
            .introspection(Duration.ofSeconds(60), 4)
            .introspectsOpaque()
            .build();
    bySignature = Verifiers.create(settings, counters, () -> NOW);
    verifier = new IntrospectingTokenVerifier(bySignature, settings, counters, () -> NOW);
    Await.until("all have their keys", () -> counters.of(Event.JWKS_FETCHED) >= 3);
  }

  @AfterEach
  void stop() {
    bySignature.close();
    staff.close();
    shop.close();
    machines.close();
  }

  private static String claims(String issuer, String more) {
    return "{\"iss\":\"" + issuer + "\",\"sub\":\"ada\",\"exp\":" + seconds(300) + more + "}";
  }

  private static String staffToken(String algorithm, String type, String more) {
    return STAFF_KEY.sign(
        algorithm,
        "{\"alg\":\"" + algorithm + "\",\"kid\":\"one\",\"typ\":\"" + type + "\"}",
        claims(STAFF, more));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RS256 | at+jwt | ,'aud':'intranet','scope':'work' | ",
        "RS512 | at+jwt | ,'aud':'intranet','scope':'work' | ALGORITHM",
        "RS256 | JWT    | ,'aud':'intranet','scope':'work' | TYPE",
        "RS256 | at+jwt | ,'aud':'internet','scope':'work' | AUDIENCE",
        "RS256 | at+jwt | ,'aud':'intranet','scope':'play' | SCOPE",
      })
  void holdsStaffToTheRulesOfStaff(String algorithm, String type, String more, Reason reason) {
    Verdict verdict =
        verifier.verify(staffToken(algorithm, type, more.replace('\'', '"')), UNLIMITED);
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.outcome()).isEqualTo(reason == null ? Outcome.VALID : Outcome.INVALID);
  }

  @Test
  void holdsTheShopToOtherRules() {
    String email = ",\"email\":\"ada@shop.example\"";
    assertThat(verifier.verify(SHOP_KEY.token("ES256", claims(SHOP, email)), UNLIMITED).outcome())
        .isEqualTo(Outcome.VALID);
    assertThat(verifier.verify(SHOP_KEY.token("ES256", claims(SHOP, "")), UNLIMITED).reason())
        .isEqualTo(Reason.CLAIM_MISSING);
    assertThat(verifier.verify(SHOP_RSA.token("RS256", claims(SHOP, email)), UNLIMITED).reason())
        .isEqualTo(Reason.ALGORITHM);
  }

  @Test
  void trustsNoIssuerByTheKeyOfAnother() {
    String asStaff =
        SHOP_RSA.sign(
            "RS256",
            "{\"alg\":\"RS256\",\"kid\":\"one\",\"typ\":\"at+jwt\"}",
            claims(STAFF, ",\"aud\":\"intranet\",\"scope\":\"work\""));
    assertThat(verifier.verify(asStaff, UNLIMITED).reason()).isEqualTo(Reason.SIGNATURE);
    String likeStaff = SHOP_KEY.token("ES256", claims(STAFF + "/", ",\"email\":\"x\""));
    assertThat(verifier.verify(likeStaff, UNLIMITED).reason()).isEqualTo(Reason.UNKNOWN_ISSUER);
  }

  @Test
  void asksOnlyTheIssuerOfOpaqueTokensAndNoneAboutJwts() {
    assertThat(verifier.verify("opaque", UNLIMITED).token().issuer()).isEqualTo(machines.uri());
    verifier.verify(SHOP_KEY.token("ES256", claims(SHOP, ",\"email\":\"x\"")), UNLIMITED);
    assertThat(questions).hasValue(1);
  }

  @Test
  void suffersFromNoOutageOfAnother() {
    shop.close();
    machines.answers(Idp.status(500, ""));
    String more = ",\"aud\":\"intranet\",\"scope\":\"work\"";
    assertThat(verifier.verify(staffToken("RS256", "at+jwt", more), UNLIMITED).outcome())
        .isEqualTo(Outcome.VALID);
    assertThat(
            verifier
                .verify(SHOP_KEY.token("ES256", claims(SHOP, ",\"email\":\"y\"")), UNLIMITED)
                .outcome())
        .as("with the keys it has")
        .isEqualTo(Outcome.VALID);
  }
}
