package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static io.tokenrelay.agent.verify.Verifiers.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.http.HttpProperties;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens that say where they stand in a list, and lists that change. */
class StatusListTest {
  private static final Signer KEY = Signer.ec("k", "secp256r1");
  private static final Signer STRANGER = Signer.ec("k", "secp256r1");
  private static final long TTL = 100;

  private final Idp idp = new Idp(Signer.jwks(KEY));
  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicLong now = new AtomicLong(NOW);
  private final Counters counters = new Counters();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile Idp.Answer answer = Idp.json(list(0, 0, 0, 0));
  private CachingTokenVerifier verifier;

  @BeforeEach
  void start() {
    idp.at(
        "/status",
        exchange -> {
          fetches.incrementAndGet();
          answer.to(exchange);
        });
    verifier = verifier(issuer());
  }

  @AfterEach
  void stop() {
    released.countDown();
    verifier.close();
    idp.close();
  }

  private TestIssuer issuer() {
    return TestIssuer.issuer("main", idp.uri()).keySource(TestKeys.jwksUri(idp.jwksUri()));
  }

  private CachingTokenVerifier verifier(TestIssuer issuer) {
    return verifier(issuer, Duration.ofMinutes(1));
  }

  private CachingTokenVerifier verifier(TestIssuer issuer, Duration timeout) {
    long before = counters.of(Event.JWKS_FETCHED);
    CachingTokenVerifier verifier =
        Verifiers.create(
            TestSettings.of(Collections.singletonList(issuer.build()))
                .with(Values.defaults().with(HttpProperties.READ_TIMEOUT, timeout))
                .revocation("status-list")
                .build(),
            counters,
            now::get);
    Await.until("the keys are there", () -> counters.of(Event.JWKS_FETCHED) > before);
    return verifier;
  }

  private String uri() {
    return idp.uri() + "/status/1";
  }

  private String token(String status) {
    return KEY.token(
        "ES256",
        "{\"iss\":\"" + idp.uri() + "\",\"sub\":\"ada\",\"exp\":" + seconds(86_400) + status + "}");
  }

  private String token(long index) {
    return token(index, uri());
  }

  private String token(long index, String uri) {
    return token(",\"status\":{\"status_list\":{\"idx\":" + index + ",\"uri\":\"" + uri + "\"}}");
  }

  /** A list of two bits each, signed as it should be. */
  private String list(int... statuses) {
    return KEY.sign("ES256", header("statuslist+jwt"), claims("", 2, statuses));
  }

  private static String header(String type) {
    return "{\"alg\":\"ES256\",\"kid\":\"k\",\"typ\":\"" + type + "\"}";
  }

  private String claims(String more, int bits, int... statuses) {
    byte[] bytes = new byte[(statuses.length * bits + 7) / 8];
    for (int i = 0; i < statuses.length; i++) {
      bytes[i * bits / 8] |= (byte) (statuses[i] << (i * bits % 8));
    }
    return claims(more, "{\"bits\":" + bits + ",\"lst\":\"" + Signer.encode(packed(bytes)) + "\"}");
  }

  private String claims(String more, String list) {
    return "{\"sub\":\""
        + uri()
        + "\",\"iat\":"
        + now.get() / 1_000
        + ",\"ttl\":"
        + TTL
        + ",\"status_list\":"
        + list
        + more
        + "}";
  }

  private static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toMillis());
    verifier.wake();
  }

  private Verdict promptly(String token) {
    return Waits.none(() -> verifier.verify(token, UNLIMITED));
  }

  @Test
  void trustsOnlyStatusZero() {
    answer = Idp.json(list(0, 1, 2, 3));
    assertThat(verifier.verify(token(0), UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    for (int index = 1; index < 4; index++) {
      assertThat(verifier.verify(token(index), UNLIMITED).reason()).isEqualTo(Reason.REVOKED);
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void asksForNoListThatATokenDoesNotName() {
    assertThat(verifier.verify(token(""), UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    assertThat(verifier.verify(token(",\"status\":{\"other\":1}"), UNLIMITED).outcome())
        .isEqualTo(Outcome.VALID);
    for (String status :
        new String[] {
          "\"revoked\"",
          "[]",
          "{\"status_list\":1}",
          "{\"status_list\":{}}",
          "{\"status_list\":{\"idx\":-1,\"uri\":\"" + uri() + "\"}}",
          "{\"status_list\":{\"idx\":\"0\",\"uri\":\"" + uri() + "\"}}",
          "{\"status_list\":{\"idx\":1.5,\"uri\":\"" + uri() + "\"}}",
          "{\"status_list\":{\"idx\":1}}"
        }) {
      assertThat(verifier.verify(token(",\"status\":" + status), UNLIMITED).reason())
          .as(status)
          .isEqualTo(Reason.CLAIMS);
    }
    assertThat(fetches).hasValue(0);
  }

  @Test
  void stopsATokenThatWasGoodBeforeWithTheNextList() {
    String token = token(2);
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    pass(Duration.ofSeconds(79));
    assertThat(promptly(token).outcome()).isEqualTo(Outcome.VALID);
    assertThat(fetches).hasValue(1);
    answer = Idp.json(list(0, 0, 1, 0));
    pass(Duration.ofSeconds(1)); // 80 % of its ttl
    Await.until("it is stopped", () -> promptly(token).reason() == Reason.REVOKED);
    assertThat(promptly(token).outcome()).isEqualTo(Outcome.INVALID);
    assertThat(promptly(token(1)).outcome()).isEqualTo(Outcome.VALID);
    assertThat(fetches).hasValue(2);
  }

  @Test
  void checksTheStatusWithoutVerifyingTheSignatureAgain() {
    String token = token(2);
    for (int i = 0; i < 5; i++) {
      assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
      answer = Idp.json(list(0, 0, 0, 0));
      int fetched = fetches.get();
      pass(Duration.ofSeconds(80));
      Await.until("it is fetched", () -> fetches.get() > fetched);
      Await.until("it is read", () -> counters.of(Event.STATUS_LIST_FETCHED) == fetches.get());
    }
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(1);
  }

  @Test
  void cannotVerifyWithoutAListThatIsFreshEnough() {
    String token = token(0);
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    answer = Idp.status(503, "");
    pass(Duration.ofSeconds(99));
    Await.until("it has failed", () -> counters.of(Event.STATUS_LIST_FAILED) > 0);
    assertThat(Figures.of(counters))
        .containsEntry("STATUS_LIST_FETCH_DURATION success", 1.0)
        .containsKey("STATUS_LIST_FETCH_DURATION failure");
    assertThat(promptly(token).outcome()).isEqualTo(Outcome.VALID);
    pass(Duration.ofSeconds(1));
    assertThat(promptly(token).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    answer = Idp.json(list(0, 0, 0, 0));
    Await.until("it is back", () -> recovered(token));
  }

  private boolean recovered(String token) {
    pass(Duration.ofSeconds(1));
    return promptly(token).outcome() == Outcome.VALID;
  }

  @Test
  void waitsForTheFirstListOnlyAndOnlyOnce() {
    verifier.close();
    verifier = verifier(issuer(), Duration.ofSeconds(1));
    answer =
        exchange -> {
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    assertThat(verifier.verify(token(0), UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    for (int i = 0; i < 10; i++) {
      assertThat(promptly(token(i)).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }
  }

  /** What may be wrong with a list. */
  private enum Wrong {
    TYPE,
    KEY,
    ALGORITHM,
    SUBJECT,
    ISSUER,
    EXPIRED,
    FROM_THE_FUTURE,
    UNDATED,
    WIDTH,
    NOT_PACKED,
    BOMB,
    NO_LIST,
    HTML,
    CUT_OFF
  }

  private String wrong(Wrong wrong) {
    String type = header("statuslist+jwt");
    switch (wrong) {
      case TYPE:
        return KEY.sign("ES256", header("JWT"), claims("", 1, 0, 0));
      case KEY:
        return STRANGER.sign("ES256", type, claims("", 1, 0, 0));
      case ALGORITHM:
        return Signer.encode("{\"alg\":\"none\",\"typ\":\"statuslist+jwt\"}")
            + "."
            + Signer.encode(claims("", 1, 0, 0))
            + ".AAAA";
      case SUBJECT:
        return KEY.sign("ES256", type, claims("", 1, 0, 0).replace("/status/1", "/status/2"));
      case ISSUER:
        return KEY.sign("ES256", type, claims(",\"iss\":\"https://evil.example\"", 1, 0, 0));
      case EXPIRED:
        return KEY.sign("ES256", type, claims(",\"exp\":" + seconds(-1), 1, 0, 0));
      case FROM_THE_FUTURE:
        return KEY.sign(
            "ES256",
            type,
            claims("", 1, 0, 0).replace("\"iat\":" + seconds(0), "\"iat\":" + seconds(9_999)));
      case UNDATED:
        return KEY.sign("ES256", type, claims("", 1, 0, 0).replace("\"iat\"", "\"at\""));
      case WIDTH:
        return KEY.sign("ES256", type, claims("", 3, 0, 0));
      case NOT_PACKED:
        return KEY.sign("ES256", type, claims("", "{\"bits\":1,\"lst\":\"AAAA\"}"));
      case BOMB:
        String bomb = Signer.encode(packed(new byte[64 << 20]));
        return KEY.sign("ES256", type, claims("", "{\"bits\":1,\"lst\":\"" + bomb + "\"}"));
      case NO_LIST:
        return KEY.sign("ES256", type, claims("", "{\"bits\":1}"));
      case HTML:
        return "<html>log in</html>";
      case CUT_OFF:
        return list(0, 0).substring(0, 100);
    }
    throw new IllegalArgumentException();
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void trustsNoTokenByAListThatIsNotTheIssuers(Wrong wrong) {
    answer = Idp.json(wrong(wrong));
    assertThat(verifier.verify(token(0), UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(fetches).hasValue(1);
    assertThat(counters.of(Event.STATUS_LIST_FAILED)).isEqualTo(1);
  }

  @Test
  void keepsALaterListAgainstAnEarlierOne() {
    String before = list(0, 0);
    pass(Duration.ofSeconds(10));
    answer = Idp.json(list(1, 0));
    assertThat(verifier.verify(token(0), UNLIMITED).reason()).isEqualTo(Reason.REVOKED);
    answer = Idp.json(before);
    pass(Duration.ofSeconds(80));
    Await.until("it is refused", () -> counters.of(Event.STATUS_LIST_FAILED) == 1);
    assertThat(verifier.verify(token(0), UNLIMITED).reason()).isEqualTo(Reason.REVOKED);
  }

  @Test
  void cannotVerifyATokenBeyondTheEndOfTheListUntilItHasGrown() {
    String token = token(5);
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    answer = Idp.json(list(0, 0, 0, 0, 0, 0));
    assertThat(promptly(token).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(fetches).as("not for every token that says so").hasValue(1);
    pass(Duration.ofSeconds(31));
    Await.until("it has grown", () -> promptly(token).outcome() == Outcome.VALID);
  }

  @Test
  void endsWithTheListWhenThatEndsBeforeItsTtl() {
    answer =
        Idp.json(
            KEY.sign(
                "ES256", header("statuslist+jwt"), claims(",\"exp\":" + seconds(20), 1, 0, 0)));
    assertThat(verifier.verify(token(0), UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    answer = Idp.status(500, "");
    pass(Duration.ofSeconds(20));
    assertThat(promptly(token(0)).outcome()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void fetchesListsOnlyFromWhereTheOperatorAllows() {
    try (Idp elsewhere = new Idp("{}")) {
      AtomicInteger asked = new AtomicInteger();
      elsewhere.at(
          "/",
          exchange -> {
            asked.incrementAndGet();
            Idp.json("").to(exchange);
          });
      for (String uri :
          new String[] {
            elsewhere.uri() + "/status/1",
            elsewhere.uri() + "/allowed/../status/1",
            elsewhere.uri().replace("http://", "http://user@") + "/allowed/1",
            idp.uri().replaceFirst("\\d+$", "1") + "/status/1",
            "file:///etc/passwd",
            "http://169.254.169.254/latest/meta-data/",
            "nonsense"
          }) {
        verifier.close();
        verifier =
            verifier(issuer().statusLists(Collections.singleton(elsewhere.uri() + "/allowed/")));
        assertThat(verifier.verify(token(0, uri), UNLIMITED).outcome())
            .as(uri)
            .isEqualTo(Outcome.UNAVAILABLE);
      }
      assertThat(asked).hasValue(0);
      verifier.verify(token(0, elsewhere.uri() + "/allowed/1"), UNLIMITED);
      assertThat(asked).hasValue(1);
    }
  }
}
