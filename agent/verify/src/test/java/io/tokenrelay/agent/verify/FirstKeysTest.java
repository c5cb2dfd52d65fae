package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static io.tokenrelay.agent.verify.Verifiers.claims;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.verify.http.HttpProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.JwksProperties;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tokens that come before the keys. */
class FirstKeysTest {
  private static final Signer RSA = Signer.rsa("r");
  private static final String TOKEN = RSA.token("RS256", claims(""));

  private final Idp idp = new Idp(Signer.jwks(RSA));
  private final Counters counters = new Counters();
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void stop() {
    released.countDown();
    idp.close();
  }

  private CachingTokenVerifier verifier(Values fetching) {
    CachingTokenVerifier verifier = beforeItsServerIsUp(fetching);
    verifier.prefetch();
    return verifier;
  }

  private CachingTokenVerifier beforeItsServerIsUp(Values fetching) {
    IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksUri(idp.jwksUri())).build();
    return CachingTokenVerifier.create(
        TestSettings.of(Collections.singletonList(issuer)).with(fetching).build(),
        counters,
        () -> NOW);
  }

  private void hang() {
    idp.answers(
        exchange -> {
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          Idp.json(Signer.jwks(RSA)).to(exchange);
        });
  }

  @Test
  void theFirstTokenWaitsForTheKeysThatAreOnTheirWay() throws Exception {
    hang();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try (CachingTokenVerifier verifier =
        verifier(Values.defaults().with(HttpProperties.READ_TIMEOUT, Duration.ofSeconds(20)))) {
      List<Future<Verdict>> verdicts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        verdicts.add(pool.submit(() -> verifier.verify(TOKEN, UNLIMITED)));
      }
      Await.until("the keys were asked for", () -> idp.requests.get() == 1);
      released.countDown();
      for (Future<Verdict> verdict : verdicts) {
        assertThat(verdict.get().outcome()).isEqualTo(Outcome.VALID);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isEqualTo(1);
  }

  /** A pool that cancels what it runs interrupts the threads of requests. */
  @Test
  void theFirstTokenWaitsForTheKeysThoughItsThreadIsInterrupted() {
    try (CachingTokenVerifier verifier =
        verifier(Values.defaults().with(HttpProperties.READ_TIMEOUT, Duration.ofSeconds(20)))) {
      Thread.currentThread().interrupt();
      assertThat(verifier.verify(TOKEN, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
      assertThat(Thread.interrupted()).as("it is still the application's").isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void theFirstTokenBringsTheKeysWhereNothingIsFetchedAhead() {
    try (CachingTokenVerifier verifier =
        verifier(
            Values.defaults()
                .with(JwksProperties.PREFETCH, false)
                .with(HttpProperties.READ_TIMEOUT, Duration.ofSeconds(20)))) {
      assertThat(idp.requests).hasValue(0);
      assertThat(verifier.verify(TOKEN, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    }
  }

  @Test
  void fetchesNothingBeforeItIsAskedTo() {
    try (CachingTokenVerifier verifier = beforeItsServerIsUp(Values.defaults())) {
      assertThat(verifier.remembered()).isZero();
      assertThat(idp.requests).hasValue(0);
      verifier.prefetch();
      Await.until("the keys were fetched", () -> counters.of(Event.JWKS_FETCHED) == 1);
      verifier.prefetch();
      assertThat(verifier.verify(TOKEN, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
      assertThat(idp.requests).hasValue(1);
    }
  }

  @Test
  void theKeysMayComePackedByAProxyThatPacksEverything() {
    idp.answers(exchange -> packed(Signer.jwks(RSA), exchange));
    try (CachingTokenVerifier verifier = verifier(Values.defaults())) {
      assertThat(verifier.verify(TOKEN, UNLIMITED).outcome()).isEqualTo(Outcome.VALID);
    }
  }

  @Test
  void whatIsPackedIsBoundedByWhatIsInIt() {
    char[] blanks = new char[10_000_000];
    Arrays.fill(blanks, ' ');
    idp.answers(exchange -> packed(new String(blanks) + Signer.jwks(RSA), exchange));
    try (CachingTokenVerifier verifier = verifier(Values.defaults())) {
      assertThat(verifier.verify(TOKEN, UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
      Await.until("the answer was refused", () -> counters.of(Event.JWKS_FAILED) > 0);
    }
  }

  private static void packed(String body, HttpExchange exchange) throws IOException {
    assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("identity");
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void requestsWaitOnlyOnceForAnIssuerThatHangs() {
    hang();
    Duration timeout = Duration.ofMillis(300);
    try (CachingTokenVerifier verifier =
        verifier(Values.defaults().with(HttpProperties.READ_TIMEOUT, timeout))) {
      assertThat(verifier.verify(TOKEN, UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
      for (int i = 0; i < 100; i++) {
        assertThat(Waits.none(() -> verifier.verify(TOKEN, UNLIMITED)).outcome())
            .isEqualTo(Outcome.UNAVAILABLE);
      }
    }
    assertThat(counters.of(Event.KEYS_UNAVAILABLE)).isEqualTo(101);
    assertThat(counters.of(Event.SIGNATURE_CHECKED)).isZero();
  }

  @Test
  void noRequestWaitsForAnIssuerThatIsDown() {
    String uri = idp.jwksUri();
    idp.close();
    IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksUri(uri)).build();
    try (CachingTokenVerifier verifier = Verifiers.verifier(issuer, counters)) {
      Await.until("it failed", () -> counters.of(Event.JWKS_FAILED) > 0);
      assertThat(verifier.verify(TOKEN, UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }
  }

  @Test
  void comesBackByItselfWhenTheIssuerDoes() {
    idp.answers(Idp.status(500, ""));
    try (CachingTokenVerifier verifier = verifier(Values.defaults())) {
      assertThat(verifier.verify(TOKEN, UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
      idp.publishes(Signer.jwks(RSA));
      Await.until("it is back", () -> verifier.verify(TOKEN, UNLIMITED).outcome() == Outcome.VALID);
    }
  }
}
