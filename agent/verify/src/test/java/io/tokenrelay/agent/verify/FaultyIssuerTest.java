package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static io.tokenrelay.agent.verify.Verifiers.claims;
import static io.tokenrelay.agent.verify.Verifiers.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.FaultyIssuer.Fault;
import io.tokenrelay.agent.verify.http.HttpProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the identity provider does, the application notices no more than the contract says. */
class FaultyIssuerTest {
  private static final Signer OLD = Signer.ec("old", "secp256r1");
  private static final Signer NEW = Signer.ec("new", "secp256r1");

  private final FaultyIssuer idp = new FaultyIssuer(Signer.jwks(OLD));
  private final AtomicLong ticker = new AtomicLong(1);
  private final AtomicLong looksAtTheClock = new AtomicLong();
  private final Counters counters = new Counters();
  private CachingTokenVerifier verifier;

  private void start(Duration timeout) {
    IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksUri(idp.uri())).build();
    verifier =
        Verifiers.create(
            TestSettings.of(Collections.singletonList(issuer))
                .with(
                    Values.defaults()
                        .with(HttpProperties.CONNECT_TIMEOUT, timeout)
                        .with(HttpProperties.READ_TIMEOUT, timeout))
                .build(),
            counters,
            this::now,
            ticker::get);
  }

  private long now() {
    looksAtTheClock.incrementAndGet();
    return NOW;
  }

  @AfterEach
  void stop() {
    verifier.close();
    idp.close();
  }

  private static String token(Signer signer, Object id) {
    return signer.token("ES256", claims("\"jti\":\"" + id + "\""));
  }

  private void startWithKeys() {
    startWithKeys(Duration.ofMinutes(1));
  }

  private void startWithKeys(Duration timeout) {
    start(timeout);
    Await.until("the keys were there", () -> counters.of(Event.JWKS_FETCHED) == 1);
  }

  private void pass(Duration time) {
    ticker.addAndGet(time.toMillis());
    verifier.wake();
  }

  private Verdict promptly(String token) {
    return Waits.none(() -> verifier.verify(token, UNLIMITED));
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void isNotNoticedAsLongAsTheKeysAreGoodEnough(Fault fault) {
    startWithKeys(fault.isEndless() ? Duration.ofSeconds(3) : Duration.ofMinutes(1));
    String remembered = token(OLD, "remembered");
    assertThat(promptly(remembered).outcome()).isEqualTo(Outcome.VALID);
    idp.has(fault);
    pass(Duration.ofMinutes(5));
    Await.until("it is asked", () -> idp.requests.get() >= 2);
    for (int i = 0; i < 20; i++) {
      assertThat(promptly(remembered).outcome()).isEqualTo(Outcome.VALID);
      assertThat(promptly(token(OLD, i)).outcome()).isEqualTo(Outcome.VALID);
    }
    Await.until("the attempt ends by itself", () -> counters.of(Event.JWKS_FAILED) == 1);
    assertThat(Figures.of(counters)).containsEntry("KEY_FETCH_DURATION main failure", 1.0);
    assertThat(promptly(token(NEW, "unknown")).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    idp.has(Fault.NONE);
    idp.publishes(Signer.jwks(OLD, NEW));
    Await.until("it has recovered", () -> recovered(token(NEW, "known")));
  }

  private boolean recovered(String token) {
    pass(Duration.ofMillis(500));
    return verifier.verify(token, UNLIMITED).outcome() == Outcome.VALID;
  }

  @Test
  void aTokenThatCannotBeVerifiedNowIsReadOnceUntilItsIssuerHasKeys() {
    idp.has(Fault.STATUS_500);
    start(Duration.ofMillis(300));
    String token = token(OLD, "again and again");
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    long before = looksAtTheClock.get();
    for (int i = 0; i < 10; i++) {
      assertThat(promptly(token).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }
    assertThat(looksAtTheClock.get() - before).as("one for each look into the cache").isEqualTo(10);
    assertThat(counters.of(Event.KEYS_UNAVAILABLE)).isEqualTo(11);
    assertThat(counters.of(Event.INVALID_CACHE_HIT)).isZero();

    idp.has(Fault.NONE);
    Await.until("it has recovered", () -> recovered(token));
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void atTheStartDelaysTheFirstRequestsOnceAndNeverCallsAGoodTokenBad(Fault fault) {
    idp.has(fault);
    start(Duration.ofMillis(300));
    assertThat(verifier.verify(token(OLD, "first"), UNLIMITED).outcome())
        .isEqualTo(Outcome.UNAVAILABLE);
    for (int i = 0; i < 5; i++) {
      assertThat(promptly(token(OLD, i)).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }
    idp.has(Fault.NONE);
    Await.until("it has recovered", () -> recovered(token(OLD, "later")));
  }

  @Test
  void isAskedLessAndLessOftenUpToOnceAMinute() {
    startWithKeys();
    idp.has(Fault.STATUS_500);
    pass(Duration.ofMinutes(4));
    Await.until("it has failed", () -> counters.of(Event.JWKS_FAILED) == 1);
    long backoff = 1_000;
    for (int failures = 1; failures < 10; failures++) {
      int asked = idp.requests.get();
      pass(Duration.ofMillis(backoff / 2 - 1));
      assertThat(promptly(token(OLD, failures)).outcome()).isEqualTo(Outcome.VALID);
      assertThat(idp.requests).as("within half of %d ms", backoff).hasValue(asked);
      int failed = failures;
      pass(Duration.ofMillis(backoff / 2 + 1));
      Await.until("it is asked again", () -> counters.of(Event.JWKS_FAILED) == failed + 1);
      backoff = Math.min(backoff * 2, 60_000);
    }
  }

  @Test
  void doesNotKeepKeysForEverBySpinningOutItsAnswer() {
    startWithKeys(Duration.ofSeconds(3));
    assertThat(promptly(token(OLD, "before")).outcome()).isEqualTo(Outcome.VALID);
    idp.has(Fault.DRIPPING_HEAD);
    pass(Duration.ofMinutes(61));
    Await.until(
        "too old",
        () -> verifier.verify(token(OLD, "x"), UNLIMITED).outcome() == Outcome.UNAVAILABLE);
    assertThat(promptly(token(OLD, "before")).outcome()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void mayHaveThreeHundredKeys() {
    startWithKeys();
    List<Signer> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(Signer.ec("key-" + i, "secp256r1"));
    }
    idp.publishes(Signer.jwks(many.toArray(new Signer[0])));
    promptly(token(many.get(0), "asks"));
    Await.until("they are there", () -> counters.of(Event.JWKS_FETCHED) == 2);
    assertThat(promptly(token(many.get(299), "last")).outcome()).isEqualTo(Outcome.VALID);
    assertThat(promptly(token(OLD, "gone")).reason()).isEqualTo(Reason.UNKNOWN_KEY);

    long before = counters.of(Event.SIGNATURE_CHECKED);
    String nameless =
        many.get(299).sign("ES256", "{\"alg\":\"ES256\"}", claims("\"jti\":\"nameless\""));
    assertThat(promptly(nameless).outcome()).isEqualTo(Outcome.VALID);
    assertThat(counters.of(Event.SIGNATURE_CHECKED) - before).isEqualTo(300);
  }

  @Test
  void rotatesUnderLoadWithoutAGoodTokenCalledBad() throws Exception {
    startWithKeys();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Integer>> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int thread = i;
      Callable<Integer> run =
          () -> {
            int verified = 0;
            for (int n = 0; !done.get() || n < 50; n++) {
              Verdict old = verifier.verify(token(OLD, thread + "-" + n), UNLIMITED);
              Verdict fresh = verifier.verify(token(NEW, thread + "-" + n), UNLIMITED);
              assertThat(old.outcome()).isEqualTo(Outcome.VALID);
              assertThat(fresh.outcome()).isNotEqualTo(Outcome.INVALID);
              verified += fresh.outcome() == Outcome.VALID ? 1 : 0;
            }
            return verified;
          };
      if (i == 0) {
        idp.publishes(Signer.jwks(OLD, NEW)); // signed with before it is known here
      }
      runs.add(threads.submit(run));
    }
    Await.until(
        "the new key is used", () -> verifier.verify(token(NEW, "n"), UNLIMITED).token() != null);
    done.set(true);
    for (Future<Integer> run : runs) {
      assertThat(run.get()).isPositive();
    }
    threads.shutdown();
    assertThat(idp.requests).hasValue(2);
    assertThat(idp.mostAtOnce).hasValue(1);
  }

  @Test
  void mayHaveAClockThatIsAheadByLessThanTheSkew() {
    idp.says("Date: Fri, 01 Jan 2049 00:00:00 GMT\r\nExpires: Thu, 01 Jan 1970 00:00:00 GMT");
    startWithKeys();
    assertThat(promptly(ahead(50)).outcome()).isEqualTo(Outcome.VALID);
    assertThat(promptly(ahead(120)).reason()).isEqualTo(Reason.NOT_YET_VALID);
    pass(Duration.ofMinutes(3));
    assertThat(promptly(ahead(51)).outcome()).isEqualTo(Outcome.VALID);
    assertThat(idp.requests).as("its clock does not decide how long keys live").hasValue(1);
  }

  private static String ahead(long by) {
    return OLD.token("ES256", claims("\"nbf\":" + seconds(by) + ",\"iat\":" + seconds(by)));
  }
}
