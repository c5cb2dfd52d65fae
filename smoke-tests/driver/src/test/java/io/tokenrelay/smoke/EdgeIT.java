package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The estate with a gateway that mints transaction tokens (docs/transaction-tokens.md). */
class EdgeIT {
  private static final List<String> USERS = List.of("alice", "bob", "carol", "dave", "erin");
  private static final List<String> BEHIND = List.of("orders", "pricing");
  private static final String DOMAIN = "shop.example";
  private static final int REQUESTS = 60;
  private static final Pattern FETCHES =
      Pattern.compile(
          "tokenrelay_key_fetches_total\\{(?=[^}]*issuer=\"txn-token\")(?=[^}]*success)[^}]*} (\\S+)");

  @TempDir Path dir;
  private final HttpClient http = HttpClient.newHttpClient();

  @OnJava({8, 17, 25})
  void carriesEachUsersOwnTransactionTokenBesideTheirToken(int java) throws Exception {
    write(key());
    Scenario scenario = scenario("edge-" + java, java).with("tokenrelay.mode", "enforce-present");
    try (Estate estate = start(scenario)) {
      learnKeysOf(estate);
      Readings before = estate.readings();
      List<Sent> sent = Traffic.of(estate, estate.customers(), USERS).send(REQUESTS, 8);
      Readings done = estate.readings().since(before);

      assertThat(sent).allMatch(Sent::served);
      assertThat(done.of("gateway").of("txn.minted")).isEqualTo(USERS.size());
      for (String service : BEHIND) {
        assertThat(Tally.of(estate.ledger(), service, sent))
            .as("tokens at " + service)
            .isEqualTo(new Tally(REQUESTS, REQUESTS, 0, 0));
        assertThat(transactions(estate, service, sent))
            .as("transaction tokens at " + service)
            .isEqualTo(REQUESTS);
        assertThat(done.of(service).of("txn.accepted")).as(service).isEqualTo(REQUESTS);
        assertThat(done.of(service).of("txn.mixed")).as(service).isZero();
      }
      assertThat(estate.ledger().at("stranger")).isNotEmpty();
      assertThat(estate.ledger().at("stranger"))
          .allMatch(seen -> seen.transactions().isEmpty() && seen.bearers().isEmpty());
      Logs.holdNoToken(estate.logs());
    }
  }

  @Test
  void losesNoRequestWhileItsKeyIsRotated() throws Exception {
    RSAKey older = key();
    RSAKey newer = key();
    write(older);
    Scenario scenario =
        scenario("edge-rotation", 17)
            .with("tokenrelay.mode", "enforce")
            .with("tokenrelay.jwks.ttl-min", "1s")
            .with("tokenrelay.jwks.ttl-max", "1s")
            .with("tokenrelay.txn-token.reuse", "0s")
            .with("tokenrelay.metrics.exporter", "prometheus");
    try (Estate estate = start(scenario)) {
      Traffic traffic = Traffic.of(estate, estate.customers(), USERS);
      Readings before = estate.readings();
      int sent = 0;
      for (RSAKey[] file : new RSAKey[][] {{older, newer}, {newer, older}, {newer}}) {
        write(file);
        awaitPublished(estate, file);
        awaitFetches(estate);
        assertThat(traffic.send(REQUESTS, 8)).allMatch(Sent::served);
        sent += REQUESTS;
      }
      Readings done = estate.readings().since(before);
      for (String service : BEHIND) {
        assertThat(done.of(service).of("txn.accepted"))
            .as("of " + service + ": " + done)
            .isEqualTo(sent);
        assertThat(done.of(service).of("txn.invalid")).as(service).isZero();
      }
      assertThat(done.of("gateway").of("txn.minted")).isEqualTo(sent);
    }
  }

  @Test
  void sendsItInsteadOfTheCallersTokenWhereThatIsAskedFor() throws Exception {
    write(key());
    Scenario scenario =
        scenario("edge-instead", 17)
            .onlyIn("orders", "tokenrelay.txn-token.replaces", "127.0.0.0/8");
    try (Estate estate = start(scenario)) {
      learnKeysOf(estate);
      List<Sent> sent = Traffic.of(estate, estate.customers(), USERS).send(REQUESTS, 8);
      assertThat(sent).allMatch(Sent::served);
      assertThat(Tally.of(estate.ledger(), "orders", sent))
          .isEqualTo(new Tally(REQUESTS, REQUESTS, 0, 0));
      assertThat(Tally.of(estate.ledger(), "pricing", sent))
          .isEqualTo(new Tally(REQUESTS, 0, 0, REQUESTS));
      assertThat(transactions(estate, "pricing", sent)).isEqualTo(REQUESTS);
      assertThat(estate.readings().of("pricing").of("txn.accepted")).isEqualTo(REQUESTS);
    }
  }

  @Test
  void saysWhoTheCallerIsOnlyIfItComesFromAListedPeer() throws Exception {
    write(key());
    Scenario instead =
        scenario("edge-identity", 17)
            .onlyIn("gateway", "tokenrelay.txn-token.replaces", "127.0.0.0/8")
            .onlyIn("orders", "tokenrelay.mode", "enforce")
            .onlyIn("orders", "tokenrelay.txn-token.accept", "instead");
    try (Estate estate =
        start(instead.onlyIn("orders", "tokenrelay.txn-token.peers", "loopback"))) {
      List<Sent> sent = Traffic.of(estate, estate.customers(), USERS).send(REQUESTS, 8);
      assertThat(sent).allMatch(Sent::served);
      assertThat(Tally.of(estate.ledger(), "orders", sent))
          .isEqualTo(new Tally(REQUESTS, 0, 0, REQUESTS));
      assertThat(estate.readings().of("orders").of("txn.accepted")).isEqualTo(REQUESTS);
    }
    try (Estate estate =
        start(instead.onlyIn("orders", "tokenrelay.txn-token.peers", "gateway.shop.example"))) {
      List<Sent> sent = Traffic.of(estate, estate.customers(), USERS).send(5, 1);
      assertThat(sent).noneMatch(Sent::served);
      assertThat(estate.readings().of("orders").of("request.rejected")).isEqualTo(5);
    }
  }

  @Test
  void refusesAnothersAndForgedOnesAndThoseOfAnotherEstate() throws Exception {
    RSAKey key = key();
    write(key);
    try (Estate estate = start(scenario("edge-attacked", 17).with("tokenrelay.mode", "enforce"))) {
      String alice = estate.customers().token("alice");
      String forged = transaction(key(), DOMAIN, "alice");
      String elsewhere = transaction(key, "other.example", "alice");
      assertThat(estate.checkout("own", alice, transaction(key, DOMAIN, "alice")).statusCode())
          .isEqualTo(200);
      assertThat(estate.checkout("mixed", alice, transaction(key, DOMAIN, "bob")).statusCode())
          .isEqualTo(400);
      assertThat(estate.checkout("forged", alice, forged).statusCode()).isEqualTo(401);
      assertThat(estate.checkout("elsewhere", alice, elsewhere).statusCode()).isEqualTo(401);
      assertThat(estate.checkout("alone", null, transaction(key, DOMAIN, "alice")).statusCode())
          .isEqualTo(401);
      assertThat(estate.checkout("junk", alice, "a.b.c").statusCode()).isEqualTo(401);
      assertThat(estate.ledger().at("orders").stream().map(Sighting::item)).containsExactly("own");
    }
  }

  /** All services are in the trust domain; the gateway mints, and the others fetch its keys. */
  private Scenario scenario(String name, int java) {
    return Scenario.of(name, Jdks.require(java), Installation.fromSystemProperties().agent())
        .withJvmOptions("-XX:TieredStopAtLevel=1")
        .with("tokenrelay.log.level", "debug")
        .with("tokenrelay.txn-token.enabled", "true")
        .with("tokenrelay.txn-token.trust-domain", DOMAIN)
        .onlyIn("gateway", "tokenrelay.txn-token.source", "mint")
        .onlyIn("gateway", "tokenrelay.txn-token.signing-key-file", keyFile().toString())
        .onlyIn("orders", "tokenrelay.txn-token.jwks-uri", "http://127.0.0.1:{gateway}/jwks")
        .onlyIn("pricing", "tokenrelay.txn-token.jwks-uri", "http://127.0.0.1:{gateway}/jwks");
  }

  private static Estate start(Scenario scenario) throws Exception {
    Estate estate = Estate.start(Installation.fromSystemProperties(), scenario, line -> {});
    assertThat(estate.awaitKeys()).as("every agent has the keys").isTrue();
    return estate;
  }

  private Path keyFile() {
    return dir.resolve("keys.pem");
  }

  private static RSAKey key() throws Exception {
    return new RSAKeyGenerator(2048).generate();
  }

  /** As a mount changes a file: at once. */
  private void write(RSAKey... keys) throws Exception {
    StringBuilder pem = new StringBuilder();
    for (RSAKey key : keys) {
      pem.append("-----BEGIN PRIVATE KEY-----\n")
          .append(Base64.getMimeEncoder().encodeToString(key.toPrivateKey().getEncoded()))
          .append("\n-----END PRIVATE KEY-----\n");
    }
    Path next = Files.writeString(dir.resolve("next.pem"), pem, UTF_8);
    Files.move(next, keyFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String thumbprint(RSAKey key) throws Exception {
    return key.computeThumbprint().toString();
  }

  private String get(Estate estate, String service, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + estate.statusPorts().get(service) + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private void awaitPublished(Estate estate, RSAKey... keys) throws Exception {
    List<String> expected = new ArrayList<>();
    for (RSAKey key : keys) {
      expected.add(thumbprint(key));
    }
    List<String> published = List.of();
    for (int i = 0; i < 300 && !published.equals(expected); i++) {
      LockSupport.parkNanos(MILLISECONDS.toNanos(100));
      published =
          JWKSet.parse(get(estate, "gateway", "/jwks")).getKeys().stream()
              .map(key -> key.getKeyID())
              .toList();
    }
    assertThat(published).isEqualTo(expected);
  }

  private void learnKeysOf(Estate estate) throws Exception {
    estate.bearers().learn(get(estate, "gateway", "/jwks"));
  }

  /** Until the services behind have fetched twice: the second fetch began after the change. */
  private void awaitFetches(Estate estate) throws Exception {
    for (String service : BEHIND) {
      long before = fetches(estate, service);
      for (int i = 0; i < 300 && fetches(estate, service) < before + 2; i++) {
        LockSupport.parkNanos(MILLISECONDS.toNanos(100));
      }
      assertThat(fetches(estate, service)).as(service).isGreaterThanOrEqualTo(before + 2);
    }
  }

  private long fetches(Estate estate, String service) throws Exception {
    Matcher matcher = FETCHES.matcher(get(estate, service, "/metrics"));
    return matcher.find() ? (long) Double.parseDouble(matcher.group(1)) : 0;
  }

  /** How many requests arrived with exactly one transaction token, and that of their user. */
  private static int transactions(Estate estate, String service, List<Sent> sent) {
    int right = 0;
    for (Sent request : sent) {
      for (Sighting seen : estate.ledger().at(service, request.item())) {
        Set<Bearer> received = new HashSet<>(seen.transactions());
        boolean own =
            received.size() == 1
                && seen.transactions().get(0).genuine()
                && request.user().equals(seen.transactions().get(0).user());
        right += own ? 1 : 0;
      }
    }
    return right;
  }

  private static String transaction(RSAKey key, String domain, String user) throws Exception {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("txntoken+jwt"))
                .keyID(thumbprint(key))
                .build(),
            new JWTClaimsSet.Builder()
                .audience(domain)
                .subject(user)
                .claim("txn", "of-a-test")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
