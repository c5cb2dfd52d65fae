package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static io.tokenrelay.agent.verify.Verifiers.claims;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.http.HttpProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys come, go and cannot be loaded; the test's clock decides when. */
class KeyRotationTest {
  private static final Signer OLD = Signer.rsa("old");
  private static final Signer NEW = Signer.rsa("new");
  private static final Signer SAME_NAME = Signer.rsa("old");

  private final Idp idp = new Idp(Signer.jwks(OLD));
  private final AtomicLong ticker = new AtomicLong(1);
  private final Counters counters = new Counters();
  private final CachingTokenVerifier verifier =
      verifier(Values.defaults().with(HttpProperties.READ_TIMEOUT, Duration.ofMinutes(5)));

  private CachingTokenVerifier verifier(Values fetching) {
    IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksUri(idp.jwksUri())).build();
    return Verifiers.create(
        TestSettings.of(Collections.singletonList(issuer)).with(fetching).build(),
        counters,
        () -> NOW,
        ticker::get);
  }

  @AfterEach
  void stop() {
    verifier.close();
    idp.close();
  }

  private static String token(Signer signer) {
    return signer.token("RS256", claims(""));
  }

  private void pass(Duration time) {
    ticker.addAndGet(time.toMillis());
    verifier.wake();
  }

  /** Lets so much time pass that the keys are fetched, and waits until they are. */
  private void fetchAfter(Duration time) {
    long before = counters.of(Event.JWKS_FETCHED) + counters.of(Event.JWKS_FAILED);
    pass(time);
    Await.until(
        "the keys were fetched",
        () -> counters.of(Event.JWKS_FETCHED) + counters.of(Event.JWKS_FAILED) > before);
  }

  private void prefetched() {
    fetched(1);
  }

  /** Until then the thread that fetches takes no questions. */
  private void fetched(int times) {
    Await.until("the keys were there", () -> counters.of(Event.JWKS_FETCHED) == times);
  }

  @Test
  void hasTheKeysBeforeTheFirstToken() {
    prefetched();
    assertThat(verifier.verify(token(OLD), UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    assertThat(idp.requests).hasValue(1);
  }

  @Test
  void fetchesOnceHoweverManyTokensComeAndRefreshesAhead() {
    prefetched();
    for (int i = 0; i < 50; i++) {
      verifier.verify(OLD.token("RS256", claims("\"jti\":" + i)), UNLIMITED);
    }
    pass(Duration.ofSeconds(239));
    verifier.verify(token(OLD), UNLIMITED);
    assertThat(idp.requests).hasValue(1);
    fetchAfter(Duration.ofSeconds(1)); // 80 % of 5 minutes
    assertThat(idp.requests).hasValue(2);
    assertThat(verifier.verify(token(OLD), UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
  }

  @Test
  void asksForAnUnknownKidAtOnceButNotAgainWithinHalfAMinute() {
    prefetched();
    CountDownLatch asked = new CountDownLatch(1);
    idp.answers(Idp.after(asked, Idp.json(Signer.jwks(OLD, NEW))));
    assertThat(verifier.verify(token(NEW), UNLIMITED).outcome())
        .as("cannot be judged until the keys have been asked for")
        .isEqualTo(Outcome.UNAVAILABLE);
    asked.countDown();
    Await.until(
        "they came", () -> verifier.verify(token(NEW), UNLIMITED).outcome() == Outcome.VALID);
    fetched(2);
    assertThat(idp.requests).hasValue(2);

    String junk = Signer.rsa("junk").token("RS256", claims(""));
    assertThat(verifier.verify(junk, UNLIMITED).reason())
        .as("the keys have just been asked for")
        .isEqualTo(Reason.UNKNOWN_KEY);
    pass(Duration.ofSeconds(29));
    assertThat(verifier.verify(junk, UNLIMITED).reason()).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(idp.requests).hasValue(2);
    fetchAfter(Duration.ofSeconds(1));
    assertThat(verifier.verify(junk, UNLIMITED).reason()).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(idp.requests).hasValue(3);
  }

  @Test
  void aNewKeyIsKnownHalfAMinuteAfterJunkAtTheLatest() {
    prefetched();
    String junk = Signer.rsa("junk").token("RS256", claims(""));
    verifier.verify(junk, UNLIMITED);
    Await.until("asked", () -> verifier.verify(junk, UNLIMITED).reason() == Reason.UNKNOWN_KEY);
    fetched(2);

    idp.publishes(Signer.jwks(OLD, NEW));
    assertThat(verifier.verify(token(NEW), UNLIMITED).reason()).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(idp.requests).hasValue(2);
    fetchAfter(Duration.ofSeconds(30));
    assertThat(verifier.verify(token(NEW), UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
  }

  @Test
  void anyNumberOfMadeUpKeyIdsCausesOneFetchPerHalfMinuteAndIsThenInvalid() {
    prefetched();
    CountDownLatch asked = new CountDownLatch(1);
    idp.answers(Idp.after(asked, Idp.json(Signer.jwks(OLD))));
    assertThat(verifier.verify(madeUp(0), UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    asked.countDown();
    Await.until(
        "asked", () -> verifier.verify(madeUp(1), UNLIMITED).reason() == Reason.UNKNOWN_KEY);
    for (int i = 2; i < 1_000; i++) {
      assertThat(verifier.verify(madeUp(i), UNLIMITED).reason()).isEqualTo(Reason.UNKNOWN_KEY);
    }
    fetched(2);
    pass(Duration.ofSeconds(29));
    assertThat(idp.requests).hasValue(2);
    assertThat(verifier.verify(token(OLD), UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
  }

  private static String madeUp(int number) {
    String header = Signer.encode("{\"alg\":\"RS256\",\"kid\":\"made-up-" + number + "\"}");
    return header + "." + Signer.encode(claims("")) + ".AAAA";
  }

  @Test
  void noticesAtOnceThatAKeyWasWithdrawn() {
    prefetched();
    idp.publishes(Signer.jwks(NEW));
    fetchAfter(Duration.ofMinutes(5));
    assertThat(verifier.verify(token(OLD), UNLIMITED).reason()).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(idp.requests).hasValue(2);
  }

  @Test
  void noticesAtOnceThatAPublishedKeyIsNotForTokens() {
    prefetched();
    idp.publishes(Signer.jwks(OLD.jwk(), NEW.jwk("\"use\":\"enc\"")));
    fetchAfter(Duration.ofMinutes(5));
    assertThat(verifier.verify(token(NEW), UNLIMITED).reason()).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(idp.requests).hasValue(2);
  }

  @Test
  void dropsAKeyAndAllThatWasVerifiedWithItAtOnce() {
    prefetched();
    assertThat(verifier.verify(token(OLD), UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    assertThat(verifier.remembered()).isEqualTo(1);
    idp.publishes(Signer.jwks(NEW));
    fetchAfter(Duration.ofMinutes(5));
    Await.until("forgotten", () -> verifier.remembered() == 0);
    assertThat(verifier.verify(token(OLD), UNLIMITED).reason()).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(verifier.verify(token(NEW), UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
  }

  @Test
  void keepsWhatWasVerifiedWithAKeyThatStays() {
    prefetched();
    verifier.verify(token(OLD), UNLIMITED);
    idp.publishes(Signer.jwks(NEW, OLD));
    fetchAfter(Duration.ofMinutes(5));
    verifier.verify(token(OLD), UNLIMITED);
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(1);
    assertThat(counters.of(Event.VERIFIED_CACHE_HIT)).isEqualTo(1);
  }

  @Test
  void seesThatAKidNamesAnotherKeyNow() {
    prefetched();
    verifier.verify(token(OLD), UNLIMITED);
    idp.publishes(Signer.jwks(SAME_NAME));
    fetchAfter(Duration.ofMinutes(5));
    Await.until("forgotten", () -> verifier.remembered() == 0);
    assertThat(verifier.verify(token(OLD), UNLIMITED).reason()).isEqualTo(Reason.SIGNATURE);
    assertThat(verifier.verify(token(SAME_NAME), UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
  }

  @Test
  void livesThroughAnOutageOfAnHourAndNotLonger() {
    prefetched();
    String token = token(OLD);
    assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    idp.answers(Idp.status(500, "sorry"));
    fetchAfter(Duration.ofMinutes(5));
    for (int minutes = 5; minutes < 60; minutes += 5) {
      assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
      assertThat(
              verifier
                  .verify(OLD.token("RS256", claims("\"jti\":" + minutes)), UNLIMITED)
                  .outcome())
          .isEqualTo(Outcome.VALID);
      fetchAfter(Duration.ofMinutes(5));
    }
    fetchAfter(Duration.ofMinutes(5));
    Await.until(
        "too old", () -> verifier.verify(token, UNLIMITED).outcome() == Outcome.UNAVAILABLE);
    assertThat(verifier.verify(token, UNLIMITED).outcome())
        .as("what is remembered is no better than the keys it was verified with")
        .isEqualTo(Outcome.UNAVAILABLE);
    assertThat(counters.of(Event.KEYS_UNAVAILABLE)).isPositive();

    idp.publishes(Signer.jwks(OLD));
    pass(Duration.ofMinutes(5));
    Await.until("it is back", () -> verifier.verify(token, UNLIMITED).outcome() == Outcome.VALID);
  }

  @Test
  void doesNotCallAnUnknownKidInvalidWhileTheIssuerIsDown() {
    prefetched();
    idp.answers(Idp.status(503, ""));
    assertThat(verifier.verify(token(NEW), UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    Await.until("asked", () -> counters.of(Event.JWKS_FAILED) == 1);
    for (int i = 0; i < 20; i++) {
      assertThat(verifier.verify(token(NEW), UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }
    assertThat(idp.requests).hasValue(2);
    idp.publishes(Signer.jwks(OLD, NEW));
    fetchAfter(Duration.ofSeconds(1)); // the first backoff
    assertThat(verifier.verify(token(NEW), UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
  }

  @Test
  void fetchesOneAtATimeWhateverTheLoad() throws Exception {
    prefetched();
    CountDownLatch released = new CountDownLatch(1);
    idp.answers(
        exchange -> {
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          Idp.json(Signer.jwks(OLD, NEW)).to(exchange);
        });
    String old = token(OLD);
    for (int i = 0; i < 500; i++) {
      String header = Signer.encode("{\"alg\":\"RS256\",\"kid\":\"k" + i + "\"}");
      String token = header + "." + Signer.encode(claims("")) + ".AAAA";
      assertThat(Waits.none(() -> verifier.verify(token, UNLIMITED)).outcome())
          .isEqualTo(Outcome.UNAVAILABLE);
      assertThat(Waits.none(() -> verifier.verify(old, UNLIMITED)).outcome())
          .isEqualTo(Outcome.VALID);
    }
    released.countDown();
    Await.until(
        "they came", () -> verifier.verify(token(NEW), UNLIMITED).outcome() == Outcome.VALID);
    assertThat(idp.requests).hasValue(2);
  }

  @Test
  void anIssuerThatIsNotListedCausesNoRequest() {
    prefetched();
    String token = NEW.token("RS256", claims("").replace("idp.example", "evil.example"));
    assertThat(verifier.verify(token, UNLIMITED).reason()).isEqualTo(Reason.UNKNOWN_ISSUER);
    String injected =
        NEW.sign(
            "RS256",
            "{\"alg\":\"RS256\",\"kid\":\"old\",\"jku\":\"" + idp.jwksUri() + "\"}",
            claims(""));
    assertThat(verifier.verify(injected, UNLIMITED).reason()).isEqualTo(Reason.SIGNATURE);
    assertThat(idp.requests).hasValue(1);
  }
}
