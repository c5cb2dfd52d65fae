package io.tokenrelay.agent.verify.txn;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.TransactionPolicy;
import io.tokenrelay.agent.relay.TransactionProperties;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.Await;
import io.tokenrelay.agent.verify.Signer;
import io.tokenrelay.agent.verify.Verifiers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTokensTest {
  private static final String ISSUER = Verifiers.ISSUER;
  private static final String DOMAIN = "shop.example";
  private static final Signer SERVICE = Signer.rsa("txn-1");
  private static final Signer ISSUERS = Signer.rsa("idp-1");

  private final AtomicLong now = new AtomicLong(Verifiers.NOW);
  private final Counters counters = new Counters();
  @TempDir Path dir;
  private @Nullable TransactionTokens tokens;

  @AfterEach
  void close() {
    if (tokens != null) {
      tokens.close();
    }
  }

  private Values on() {
    return Values.defaults()
        .with(TransactionProperties.ENABLED, true)
        .with(TransactionProperties.TRUST_DOMAIN, DOMAIN);
  }

  private TransactionTokens start(Values values) {
    TransactionTokens started = TransactionTokens.start(values, counters, now::get);
    tokens = started;
    return started;
  }

  private TransactionTokens verifying() throws IOException {
    Path jwks = Files.write(dir.resolve("jwks.json"), utf8(Signer.jwks(SERVICE)));
    return start(on().with(TransactionProperties.JWKS_FILE, jwks.toString()));
  }

  private TransactionTokens minting(Signer... keys) throws IOException {
    return start(mint(keys));
  }

  private Values mint(Signer... keys) throws IOException {
    return on().with(TransactionProperties.SOURCE, TransactionPolicy.Source.MINT)
        .with(TransactionProperties.SIGNING_KEY_FILE, write(keys).toString());
  }

  private Path write(Signer... keys) throws IOException {
    StringBuilder pem = new StringBuilder();
    for (Signer key : keys) {
      pem.append("-----BEGIN PRIVATE KEY-----\n")
          .append(Base64.getMimeEncoder().encodeToString(key.pair.getPrivate().getEncoded()))
          .append("\n-----END PRIVATE KEY-----\n");
    }
    return Files.write(dir.resolve("keys.pem"), utf8(pem.toString()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String payload(String more) {
    return "{\"aud\":\""
        + DOMAIN
        + "\",\"iat\":"
        + Verifiers.seconds(0)
        + ",\"exp\":"
        + Verifiers.seconds(300)
        + ",\"txn\":\"t1\",\"sub\":\"ada\""
        + more
        + "}";
  }

  private static String txn(String payload) {
    return SERVICE.sign(
        "RS256", "{\"alg\":\"RS256\",\"kid\":\"txn-1\",\"typ\":\"txntoken+jwt\"}", payload);
  }

  private static Token callers(String subject, String more) {
    return callers(subject, more, Verifiers.seconds(3_600));
  }

  private static Token callers(String subject, String more, long expiresAt) {
    String payload =
        "{\"iss\":\"" + ISSUER + "\",\"sub\":\"" + subject + "\",\"exp\":" + expiresAt + more + "}";
    return Token.verified(ISSUERS.token("RS256", payload), ISSUER)
        .subject(subject)
        .expiresAt(expiresAt * 1_000)
        .build();
  }

  private static String ath(Token token) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(utf8(token.compact()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private static Verdict verify(TransactionTokens tokens, String text, @Nullable Token beside) {
    return tokens.verify(text, Requirements.NONE, beside, Admission.UNLIMITED);
  }

  @Test
  void trustsATokenOfTheTrustDomainWhoeverIssuedIt() throws Exception {
    TransactionTokens tokens = verifying();
    for (String more : new String[] {"", ",\"iss\":\"https://tts.example\"", ",\"scope\":\"a\""}) {
      Verdict verdict = verify(tokens, txn(payload(more)), null);
      assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.VALID);
      assertThat(verdict.token().issuer()).isEqualTo(DOMAIN);
      assertThat(verdict.token().subject()).isEqualTo("ada");
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"aud\":\"shop.example\" | \"aud\":\"other.example\"  | AUDIENCE",
        "\"aud\":\"shop.example\" | \"x\":1                    | AUDIENCE",
        "\"txn\":\"t1\"           | \"x\":1                    | CLAIM_MISSING",
        "\"sub\":\"ada\"          | \"x\":1                    | CLAIM_MISSING",
      })
  void refusesOneThatLacksWhatItMustHave(String claim, String instead, Reason reason)
      throws Exception {
    Verdict verdict = verify(verifying(), txn(payload("").replace(claim, instead)), null);
    assertThat(verdict.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "at+jwt", "txn_token", "dpop+jwt"})
  void refusesTokensOfOtherTypes(String type) throws Exception {
    String header = "{\"alg\":\"RS256\",\"kid\":\"txn-1\",\"typ\":\"" + type + "\"}";
    String token = SERVICE.sign("RS256", header, payload(""));
    assertThat(verify(verifying(), token, null).reason()).isEqualTo(Reason.TYPE);
  }

  @Test
  void refusesOneThatLivesLongerThanItMay() throws Exception {
    String day = payload("").replace("" + Verifiers.seconds(300), "" + Verifiers.seconds(86_400));
    assertThat(verify(verifying(), txn(day), null).reason()).isEqualTo(Reason.LIFETIME);
  }

  @Test
  void namesTheIssuerWhoseWordItPassesOn() throws Exception {
    String more = ",\"tctx\":{\"iss\":\"" + ISSUER + "\"}";
    assertThat(verify(verifying(), txn(payload(more)), null).token().issuer()).isEqualTo(ISSUER);
    String odd = ",\"tctx\":{\"iss\":7}";
    assertThat(verify(tokens, txn(payload(odd)), null).token().issuer()).isEqualTo(DOMAIN);
  }

  @Test
  void belongsToNobodyOfAnotherIssuerThanItNames() throws Exception {
    String elsewhere = ",\"tctx\":{\"iss\":\"https://other.example\"}";
    assertThat(verify(verifying(), txn(payload(elsewhere)), callers("ada", "")).reason())
        .isEqualTo(Reason.MIXED);
  }

  @Test
  void refusesWhatAnotherKeyHasSigned() throws Exception {
    String header = "{\"alg\":\"RS256\",\"kid\":\"txn-1\",\"typ\":\"txntoken+jwt\"}";
    String forged = ISSUERS.sign("RS256", header, payload(""));
    assertThat(verify(verifying(), forged, null).reason()).isEqualTo(Reason.SIGNATURE);
  }

  @Test
  void belongsToTheTokenWhoseHashItHoldsAndToNoOther() throws Exception {
    TransactionTokens tokens = verifying();
    Token ada = callers("ada", "");
    Token adasOther = callers("ada", ",\"jti\":\"2\"");
    Token bob = callers("bob", "");
    String text = txn(payload(",\"tctx\":{\"ath\":\"" + ath(ada) + "\"}"));
    for (int round = 0; round < 2; round++) {
      assertThat(verify(tokens, text, ada).outcome()).isEqualTo(Verdict.Outcome.VALID);
      assertThat(verify(tokens, text, bob).reason()).isEqualTo(Reason.MIXED);
      assertThat(verify(tokens, text, adasOther).reason()).isEqualTo(Reason.MIXED);
      assertThat(verify(tokens, text, null).outcome()).isEqualTo(Verdict.Outcome.VALID);
    }
  }

  @Test
  void belongsToItsSubjectWhereItHoldsNoHash() throws Exception {
    TransactionTokens tokens = verifying();
    assertThat(verify(tokens, txn(payload("")), callers("ada", "")).outcome())
        .isEqualTo(Verdict.Outcome.VALID);
    assertThat(verify(tokens, txn(payload("")), callers("bob", "")).reason())
        .isEqualTo(Reason.MIXED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {",\"tctx\":{\"ath\":7}", ",\"tctx\":{\"ath\":[]}", ",\"tctx\":{\"ath\":\"\"}"})
  void belongsToNobodyIfItsHashIsOdd(String more) throws Exception {
    assertThat(verify(verifying(), txn(payload(more)), callers("ada", "")).reason())
        .isEqualTo(Reason.MIXED);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"RS256, rsa", "ES256, secp256r1", "ES384, secp384r1", "ES512, secp521r1"})
  void mintsWhatAnyLibraryVerifiesByThePublishedKeys(String algorithm, String kind)
      throws Exception {
    Signer key = kind.equals("rsa") ? Signer.rsa("any") : Signer.ec("any", kind);
    TransactionTokens tokens = minting(key);
    Token ada =
        callers(
            "ada",
            ",\"scope\":\"orders.read orders.write\",\"realm_access\":{\"roles\":[\"clerk\"]}");
    Token minted = tokens.of(ada, now.get());

    SignedJWT jwt = SignedJWT.parse(minted.compact());
    assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
    assertThat(jwt.getHeader().getType().getType()).isEqualTo("txntoken+jwt");
    JWK jwk = JWKSet.parse(tokens.jwks()).getKeyByKeyId(jwt.getHeader().getKeyID());
    assertThat(jwk.isPrivate()).isFalse();
    assertThat(jwk.computeThumbprint().toString()).isEqualTo(jwk.getKeyID());
    JWSVerifier verifier =
        jwk instanceof RSAKey ? new RSASSAVerifier((RSAKey) jwk) : new ECDSAVerifier((ECKey) jwk);
    assertThat(jwt.verify(verifier)).isTrue();
    assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(DOMAIN);
    assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("ada");
    assertThat(jwt.getJWTClaimsSet().getClaim("scope")).isEqualTo("orders.read orders.write");
    assertThat(jwt.getJWTClaimsSet().getClaim("req_wl")).isEqualTo(DOMAIN);
    assertThat(jwt.getJWTClaimsSet().getClaim("txn")).asString().hasSize(22);
    assertThat(jwt.getJWTClaimsSet().getJSONObjectClaim("tctx"))
        .containsEntry("iss", ISSUER)
        .containsEntry("ath", ath(ada))
        .hasSize(2);
  }

  /** The figures of {@code docs/transaction-tokens.md}, and of the command {@code capacity}. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"rsa, 800", "secp256r1, 550"})
  void mintsShortTokens(String kind, int bytes) throws Exception {
    Signer key = kind.equals("rsa") ? Signer.rsa("any") : Signer.ec("any", kind);
    Token ada =
        callers("f:6a1e0c3e-5d0b-4b7e-9a52-8b1f:ada", ",\"scope\":\"openid profile email orders\"");
    assertThat(minting(key).of(ada, now.get()).compact().length())
        .isBetween(bytes - 60, bytes + 60);
  }

  @Test
  void mintsWhatTheServicesBehindItVerifyBesideTheCallersToken() throws Exception {
    Token ada = callers("ada", "");
    Token minted = minting(SERVICE).of(ada, now.get());
    String jwks = tokens.jwks();
    tokens.close();
    Path file = Files.write(dir.resolve("published.json"), utf8(jwks));
    TransactionTokens behind = start(on().with(TransactionProperties.JWKS_FILE, file.toString()));
    assertThat(verify(behind, minted.compact(), ada).outcome()).isEqualTo(Verdict.Outcome.VALID);
    assertThat(verify(behind, minted.compact(), callers("bob", "")).reason())
        .isEqualTo(Reason.MIXED);
  }

  @Test
  void copiesTheClaimsThatTheOperatorNames() throws Exception {
    Values values =
        mint(SERVICE)
            .with(
                TransactionProperties.CLAIMS,
                Arrays.asList("tenant", "/realm_access/roles", "missing", "iss", "whole"));
    String more =
        ",\"tenant\":7,\"realm_access\":{\"roles\":[\"clerk\",\"b\\\"oss\"]},\"whole\":{\"a\":1}";
    Token minted = start(values).of(callers("ada", more), now.get());
    assertThat(SignedJWT.parse(minted.compact()).getJWTClaimsSet().getJSONObjectClaim("tctx"))
        .containsOnlyKeys("iss", "ath", "tenant", "roles")
        .containsEntry("iss", ISSUER)
        .containsEntry("tenant", 7L)
        .containsEntry("roles", Arrays.asList("clerk", "b\"oss"));
  }

  @Test
  void neverOutlivesTheCallersToken() throws Exception {
    Token ending = callers("ada", "", Verifiers.seconds(20));
    TransactionTokens tokens = minting(SERVICE);
    Token minted = tokens.of(ending, now.get());
    assertThat(minted.expiresAt()).isEqualTo(ending.expiresAt());
    assertThat(tokens.of(ending, now.get())).isSameAs(minted);
    assertThat(tokens.of(ending, now.get() + 20_000)).isNull();
  }

  @Test
  void sharesOneAmongTheRequestsOfACallersTokenForAWhile() throws Exception {
    TransactionTokens tokens = minting(SERVICE);
    Token ada = callers("ada", "");
    Token first = tokens.of(ada, now.get());
    assertThat(tokens.of(ada, now.get() + 119_000)).isSameAs(first);
    assertThat(tokens.of(ada, now.get() + 121_000)).isNotSameAs(first);
    assertThat(tokens.of(callers("bob", ""), now.get()).subject()).isEqualTo("bob");
    assertThat(counters.of(Event.TXN_MINTED)).isEqualTo(3);
  }

  @Test
  void mintsForEachRequestWhereNothingIsReused() throws Exception {
    TransactionTokens tokens =
        start(mint(SERVICE).with(TransactionProperties.REUSE, Duration.ZERO));
    Token ada = callers("ada", "");
    String first = tokens.of(ada, now.get()).compact();
    assertThat(tokens.of(ada, now.get()).compact()).isNotEqualTo(first);
    assertThat(tokens.of(ada, now.get() - 1).compact())
        .as("of a request that read the clock earlier")
        .isNotEqualTo(first);
  }

  @Test
  void mintsNothingForACallerWithoutASubject() throws Exception {
    Token nobody =
        Token.verified(ISSUERS.token("RS256", "{\"iss\":\"" + ISSUER + "\"}"), ISSUER)
            .expiresAt(now.get() + 60_000)
            .build();
    assertThat(minting(SERVICE).of(nobody, now.get())).isNull();
  }

  @Test
  void mintsInTheBackgroundWhereItMustNotCompute() throws Exception {
    TransactionTokens tokens = minting(SERVICE);
    Token ada = callers("ada", "");
    assertThat(tokens.ready(ada, now.get())).isNull();
    Await.until("it is minted", () -> counters.of(Event.TXN_MINTED) > 0);
    Await.until("it is known", () -> ada.companion() != null);
    assertThat(tokens.ready(ada, now.get())).isSameAs(ada.companion().token());
  }

  @Test
  void signsWithTheFirstKeyAndPublishesAll() throws Exception {
    Signer older = Signer.rsa("older");
    TransactionTokens tokens = minting(SERVICE, older);
    JWKSet published = JWKSet.parse(tokens.jwks());
    assertThat(published.getKeys()).hasSize(2);
    assertThat(
            SignedJWT.parse(tokens.of(callers("ada", ""), now.get()).compact())
                .getHeader()
                .getKeyID())
        .isEqualTo(published.getKeys().get(0).getKeyID());
  }

  @ParameterizedTest(name = "cut to {0} of its last block")
  @ValueSource(doubles = {0.02, 0.5, 0.98})
  void doesNotUseAFileThatIsHalfWritten(double part) throws Exception {
    Path file = write(SERVICE, Signer.rsa("older"));
    SigningKeys keys = new SigningKeys(file.toString());
    keys.read();
    String before = keys.jwks();
    write(Signer.rsa("newer"), SERVICE);
    String whole = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    int last = whole.lastIndexOf("-----BEGIN");
    Files.write(file, utf8(whole.substring(0, last + (int) (part * (whole.length() - last)))));
    keys.read();
    assertThat(keys.jwks()).isEqualTo(before);
  }

  @Test
  void keepsTheKeysThatItHasWhenTheirFileIsBroken() throws Exception {
    SigningKeys keys = new SigningKeys(write(SERVICE).toString());
    keys.read();
    String before = keys.jwks();
    Files.write(dir.resolve("keys.pem"), utf8("-----BEGIN PRIVATE KEY-----\nAAAA\n"));
    keys.read();
    assertThat(keys.jwks()).isEqualTo(before);
    write(Signer.rsa("newer"));
    keys.read();
    assertThat(keys.jwks()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "PUBLIC KEY"})
  void mintsNothingWithAFileOfAnotherForm(String kind) throws Exception {
    Path file = write(SERVICE);
    String pem = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    Files.write(file, utf8(pem.replace("PRIVATE KEY", kind)));
    TransactionTokens tokens =
        start(
            on().with(TransactionProperties.SOURCE, TransactionPolicy.Source.MINT)
                .with(TransactionProperties.SIGNING_KEY_FILE, file.toString()));
    assertThat(tokens.of(callers("ada", ""), now.get())).isNull();
    assertThat(tokens.jwks()).isEqualTo("{\"keys\":[]}");
  }

  @Test
  void verifiesItsOwnWhereNoOtherKeysAreNamed() throws Exception {
    TransactionTokens tokens = minting(SERVICE);
    Token ada = callers("ada", "");
    Token minted = tokens.of(ada, now.get());
    assertThat(verify(tokens, minted.compact(), ada).outcome()).isEqualTo(Verdict.Outcome.VALID);
  }
}
