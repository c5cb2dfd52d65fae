package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The estate with the tokens of a real identity provider, in mode {@code enforce}: one realm for
 * each signature algorithm, and some whose keys are changed while users shop.
 */
@Tag("keycloak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakIT {
  private static final List<String> ALGORITHMS = List.of("RS256", "PS256", "ES256", "EdDSA");
  private static final String REPLACED = "replaced";
  private static final String ANNOUNCED = "announced";
  private static final String RETIRED = "retired";

  private final AtomicInteger items = new AtomicInteger();
  private final List<KeycloakRealm> realms = new ArrayList<>();
  private KeyPair encryption;
  private Keycloak keycloak;
  private Estate estate;

  @BeforeAll
  void start() throws Exception {
    Installation installation = Installation.fromSystemProperties();
    encryption = rsa();
    keycloak =
        Keycloak.start(
            Keycloak.home(), installation.freshFolder("keycloak").resolve("keycloak.log"));
    for (String algorithm : ALGORITHMS) {
      realms.add(
          keycloak.create(
              RealmPlan.signingWith(algorithm)
                  .with(KeycloakKey.forEncryption(pem(encryption)).withPriority(100))));
    }
    for (String name : List.of(REPLACED, ANNOUNCED, RETIRED)) {
      realms.add(keycloak.create(RealmPlan.signingWith("RS256").named(name)));
    }
    estate = Estate.start(installation, scenario(installation.agent()), realms, line -> {});
    assertThat(estate.awaitKeys()).as("every agent has the keys of every realm").isTrue();
  }

  /**
   * Keys are looked after as often as the agent can be told to, so that the tests need not wait.
   */
  private static Scenario scenario(Path agent) {
    return Scenario.of("keycloak-estate", Jdk.running(), agent)
        .withJvmOptions("-XX:TieredStopAtLevel=1")
        .with("tokenrelay.mode", "enforce")
        .with("tokenrelay.enforce.retry-after", "1s")
        .with("tokenrelay.jwks.ttl", "2s")
        .with("tokenrelay.jwks.ttl-min", "2s")
        .with("tokenrelay.jwks.unknown-kid-interval", "1s")
        .with("tokenrelay.log.level", "debug");
  }

  @AfterAll
  void stop() throws Exception {
    if (estate != null) {
      estate.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
    Logs.holdNoToken(estate.logs());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
  void relaysTheTokensOfUsersSignedWith(String algorithm) throws Exception {
    KeycloakRealm realm = realm(algorithm);
    Readings before = estate.readings();
    List<Sent> sent = new ArrayList<>();
    for (String user : RealmPlan.USERS) {
      String token = realm.token(user);
      assertThat(SignedJWT.parse(token).getHeader().getAlgorithm()).hasToString(algorithm);
      for (int i = 0; i < 4; i++) {
        sent.add(order(user, token));
      }
    }
    Readings done = estate.readings().since(before);

    assertThat(sent).allMatch(Sent::served);
    for (String service : Estate.SERVICES) {
      assertThat(Tally.of(estate.ledger(), service, sent))
          .as("received by " + service)
          .isEqualTo(new Tally(sent.size(), sent.size(), 0, 0));
      assertThat(done.of(service).of("signature.checked"))
          .as("signatures checked by " + service)
          .isEqualTo(RealmPlan.USERS.size());
    }
    assertThat(Tally.of(estate.ledger(), "stranger", sent))
        .as("received by the stranger")
        .isEqualTo(new Tally(sent.size(), 0, 0, sent.size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
  void relaysTheTokenOfAClientSignedWith(String algorithm) throws Exception {
    Sent sent = order("service-account-shop", realm(algorithm).ofTheClient());

    assertThat(sent.served()).isTrue();
    for (String service : Estate.SERVICES) {
      assertThat(Tally.of(estate.ledger(), service, List.of(sent)))
          .as("received by " + service)
          .isEqualTo(new Tally(1, 1, 0, 0));
    }
  }

  /** Its audience is the client, which is called as the service is: only its kind betrays it. */
  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
  void refusesIdTokensSignedWith(String algorithm) throws Exception {
    String token = realm(algorithm).grantTo("alice").id();
    assertThat(SignedJWT.parse(token).getJWTClaimsSet().getAudience()).containsExactly("shop");

    assertRefused(order("alice", token));
  }

  @Test
  void refusesRefreshTokens() throws Exception {
    String token = realm("RS256").grantTo("alice").refresh();
    assertThat(SignedJWT.parse(token).getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS512);

    assertRefused(order("alice", token));
  }

  @Test
  void trustsNothingThatIsSignedWithTheKeyForEncryption() throws Exception {
    KeycloakRealm realm = realm("RS256");
    JWK published =
        JWKSet.parse(realm.keys()).getKeys().stream()
            .filter(key -> KeyUse.ENCRYPTION.equals(key.getKeyUse()))
            .findAny()
            .orElseThrow();
    assertThat(published.toRSAKey().toPublicKey()).isEqualTo(encryption.getPublic());

    SignedJWT forged =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(published.getKeyID()).build(),
            SignedJWT.parse(realm.token("alice")).getJWTClaimsSet());
    forged.sign(new RSASSASigner(encryption.getPrivate()));

    Sent sent = order("alice", forged.serialize());
    assertThat(sent.bearer().genuine()).as("the observer looks at the signature alone").isTrue();
    awaitRefusal("alice", forged.serialize());
  }

  @Test
  void losesNoUserWhenTheKeyIsReplacedWithoutNotice() throws Exception {
    KeycloakRealm realm = named(REPLACED);
    String old = realm.token("alice");
    Readings before = estate.readings();
    Shoppers shoppers = Shoppers.start(estate, realm, "replaced-", RealmPlan.USERS);
    shoppers.serve(50);
    realm.add(KeycloakKey.of("RS256").named("second").withPriority(200));
    estate.bearers().learn(realm.keys());
    shoppers.serve(100);
    List<Sent> sent = shoppers.stop();

    assertThat(keyOf(realm.token("alice"))).isNotEqualTo(keyOf(old));
    assertServed(sent, before);
    assertThat(order("alice", old).served()).as("a token of the key before").isTrue();
  }

  @Test
  void nobodyNoticesThatAnAnnouncedKeyTakesOver() throws Exception {
    KeycloakRealm realm = named(ANNOUNCED);
    String old = realm.token("alice");
    KeycloakKey second = KeycloakKey.of("RS256").named("second");
    String id = realm.add(second.withPriority(50));
    estate.bearers().learn(realm.keys());
    Readings before = estate.readings();
    awaitFetch();
    Shoppers shoppers = Shoppers.start(estate, realm, "announced-", RealmPlan.USERS);
    shoppers.serve(50);
    realm.change(id, second.withPriority(200));
    shoppers.serve(100);
    List<Sent> sent = shoppers.stop();

    assertThat(keyOf(realm.token("alice"))).isNotEqualTo(keyOf(old));
    assertThat(sent).allMatch(Sent::served);
    assertServed(sent, before);
  }

  @Test
  void refusesATokenAsSoonAsItsKeyIsDisabledOrRemoved() throws Exception {
    KeycloakRealm realm = named(RETIRED);
    KeycloakKey key = KeycloakKey.of("RS256");
    String first = realm.token("alice");
    realm.add(key.named("second").withPriority(200));
    String second = realm.token("bob");
    String id = realm.add(key.named("third").withPriority(300));
    String third = realm.token("carol");
    estate.bearers().learn(realm.keys());
    awaitFetch();
    assertThat(order("alice", first).served()).isTrue();
    assertThat(order("bob", second).served()).isTrue();

    realm.change(realm.idOf(keyOf(first)), key.withPriority(100).disabled());
    awaitRefusal("alice", first);
    assertThat(order("bob", second).served()).isTrue();

    realm.remove(realm.idOf(keyOf(second)));
    awaitRefusal("bob", second);
    assertThat(order("carol", third).served()).isTrue();
    assertThat(realm.idOf(keyOf(third))).isEqualTo(id);
  }

  /** Instead of the signature, or besides it. */
  @ParameterizedTest
  @ValueSource(strings = {"verification", "revocation"})
  void refusesATokenWhoseUserHasLoggedOutWhereTheIssuerIsAsked(String how) throws Exception {
    KeycloakRealm realm = realm("ES256");
    Path secret =
        Files.writeString(
            Installation.fromSystemProperties().freshFolder("keycloak-secret").resolve("secret"),
            RealmPlan.SECRET);
    LoneGateway gateway =
        LoneGateway.start(
            "keycloak-" + how,
            "-Dtokenrelay.issuer=" + realm.uri(),
            "-Dtokenrelay.audiences=shop",
            "-Dtokenrelay.mode=enforce",
            "-Dtokenrelay." + how + "=introspection",
            "-Dtokenrelay.revocation.cache-ttl=1s",
            "-Dtokenrelay.introspection-client-id=" + RealmPlan.CLIENT,
            "-Dtokenrelay.introspection-client-secret-file=" + secret);
    try (gateway) {
      String token = realm.token("dave");
      String other = realm.token("erin");
      awaitStatus(200, gateway, token);
      assertThat(gateway.checkout("asked", token)).isEqualTo(200);
      assertThat(gateway.relayed("asked"))
          .singleElement()
          .extracting(Bearer::user)
          .isEqualTo("dave");

      realm.logOut(SignedJWT.parse(token).getJWTClaimsSet().getSubject());

      awaitStatus(401, gateway, token);
      assertThat(gateway.checkout("not-logged-out", other)).isEqualTo(200);
      assertThat(gateway.checkout("logged-in-again", realm.token("dave"))).isEqualTo(200);
    }
    Logs.holdNoToken(gateway.logs());
  }

  private static void awaitStatus(int status, LoneGateway gateway, String token)
      throws InterruptedException {
    assertThat(
            Polling.until(
                20,
                () -> {
                  try {
                    return gateway.checkout("waiting", token) == status;
                  } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                  }
                }))
        .as("answered " + status)
        .isTrue();
  }

  /** An unknown key may still come, and is answered 503 until the issuer was asked. */
  private void awaitRefusal(String user, String token) throws InterruptedException {
    List<Sent> answers = new ArrayList<>();
    boolean refused =
        Polling.until(
            20,
            () -> {
              Sent sent = order(user, token);
              answers.add(sent);
              return sent.status() == 401;
            });
    assertThat(refused).as("refused in the end, after " + answers.size() + " tries").isTrue();
    assertRefused(answers.get(answers.size() - 1));
  }

  /** Until every agent has the keys that are published now. */
  private void awaitFetch() throws InterruptedException {
    Readings before = estate.readings();
    assertThat(
            Polling.until(
                20,
                () -> {
                  Readings since = estate.readings().since(before);
                  return Estate.SERVICES.stream()
                      .allMatch(name -> since.of(name).of("jwks.fetched") >= 2 * realms.size());
                }))
        .as("the keys are looked after")
        .isTrue();
  }

  /** Every order was served in the end, with the right token, and no verdict was wrong. */
  private void assertServed(List<Sent> sent, Readings before) throws InterruptedException {
    Readings done = estate.readings().since(before);
    for (Sent order : sent) {
      assertThat(order.status()).as(order.item()).isIn(200, 503);
    }
    for (String service : Estate.SERVICES) {
      assertThat(done.of(service).of("token.invalid")).as("refused by " + service).isZero();
      Tally tally = Tally.of(estate.ledger(), service, sent);
      assertThat(tally.wrong()).as("wrong tokens at " + service).isZero();
      assertThat(tally.without()).as("lost tokens at " + service).isZero();
    }
    System.out.printf(
        "Keycloak: of %d orders under rotation %d had to be sent again%n",
        sent.size(), sent.stream().filter(order -> !order.served()).count());
  }

  private void assertRefused(Sent sent) {
    assertThat(sent.status()).isEqualTo(401);
    for (String service : List.of("orders", "pricing", "stranger")) {
      assertThat(estate.ledger().at(service, sent.item())).as(service).isEmpty();
    }
  }

  private Sent order(String user, String token) throws InterruptedException {
    try {
      return Traffic.of(estate, realms.get(0), List.of())
          .send(user, token, "item-" + items.incrementAndGet());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private KeycloakRealm realm(String algorithm) {
    return realms.get(ALGORITHMS.indexOf(algorithm));
  }

  private KeycloakRealm named(String name) {
    return realms.stream()
        .filter(realm -> realm.uri().endsWith('/' + name))
        .findAny()
        .orElseThrow();
  }

  private static String keyOf(String token) throws Exception {
    return SignedJWT.parse(token).getHeader().getKeyID();
  }

  private static KeyPair rsa() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----";
  }
}
