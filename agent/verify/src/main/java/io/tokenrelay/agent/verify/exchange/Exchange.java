package io.tokenrelay.agent.verify.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.OncePerMinute;
import io.tokenrelay.agent.net.Calmly;
import io.tokenrelay.agent.relay.ExchangeProperties;
import io.tokenrelay.agent.relay.token.Exchanged;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.TokenExchange;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.http.Outage;
import io.tokenrelay.agent.verify.introspection.TokenDigest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges callers' tokens at one token service. Each is requested once at a time, by threads of
 * its own; whoever may wait waits for that, and no longer than the timeout. Thread-safe.
 *
 * <p>What is known hangs on the caller's {@link Token} by a weak reference, so that a hit neither
 * looks anything up nor locks; the cache, under a digest, decides how long it is kept, and finds it
 * for another object with the same text.
 */
final class Exchange implements TokenExchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** So long before its end a token is used for the last time. */
  private static final long MARGIN_MILLIS = 30_000;

  private static final long FIRST_BACKOFF_MILLIS = 1_000;
  private static final long MAX_BACKOFF_MILLIS = 60_000;
  private static final int MOST_DOUBLINGS = 6;

  private final String name;
  private final TokenService service;
  private final TokenVerifier verifier;
  private final @Nullable String issuer;
  private final long timeout;
  private final long early;
  private final Workers workers;
  private final Counters counters;
  private final LongSupplier clock;
  private final String identity;
  private final Outage outage = new Outage();
  private final OncePerMinute warned = new OncePerMinute();
  private final Cache<TokenDigest, Exchanged> cache;
  private final ConcurrentMap<TokenDigest, Flight> flights = new ConcurrentHashMap<>();

  /**
   * @param agent the values of the agent as a whole
   * @param values of the exchange
   * @param verifier of answers
   * @param clock milliseconds since the epoch
   */
  Exchange(
      Values agent,
      Values values,
      TokenService service,
      TokenVerifier verifier,
      Counters counters,
      LongSupplier clock) {
    this.name = values.name();
    this.service = service;
    this.verifier = verifier;
    this.issuer = values.find(ExchangeProperties.ISSUER);
    this.timeout = values.get(ExchangeProperties.TIMEOUT).toMillis();
    this.early = agent.get(ExchangeProperties.EARLY_REFRESH).toMillis();
    this.workers = new Workers(agent.get(ExchangeProperties.MAX_CONCURRENT));
    this.counters = counters;
    this.clock = clock;
    this.identity = service.identity();
    this.cache =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(agent.get(ExchangeProperties.MAX_ENTRIES))
            .build();
  }

  @Override
  public @Nullable Exchanged of(Token subject, boolean mayWait, long now) {
    try {
      Exchanged known = subject.exchanged(this);
      if (known == null || !known.holds(now)) {
        return find(subject, mayWait, now);
      }
      return used(known, subject, now);
    } catch (RuntimeException | Error e) { // the application must not see it
      counters.count(Event.INTERNAL_ERROR);
      return null;
    }
  }

  private Exchanged used(Exchanged known, Token subject, long now) {
    if (known.token() != null) {
      counters.count(Event.EXCHANGE_HIT);
      if (known.isToBeRenewed(now)) {
        TokenDigest key = key(subject);
        start(key, new Flight(), subject, true);
      }
    }
    return known;
  }

  private @Nullable Exchanged find(Token subject, boolean mayWait, long now) {
    TokenDigest key = key(subject);
    Exchanged known = cache.getIfPresent(key);
    if (known != null && known.holds(now)) {
      subject.keep(this, known);
      return used(known, subject, now);
    }
    Flight flight = start(key, new Flight(), subject, false);
    if (flight == null || !mayWait) {
      return null;
    }
    Exchanged result = flight.await(timeout);
    if (result != null) {
      subject.keep(this, result);
    }
    return result;
  }

  private TokenDigest key(Token subject) {
    return TokenDigest.of(identity + subject.compact());
  }

  /** The flight that is under way; null if none can be started now. */
  private @Nullable Flight start(TokenDigest key, Flight mine, Token subject, boolean renews) {
    Flight other = flights.putIfAbsent(key, mine);
    if (other != null) {
      return other;
    }
    if (workers.submit(() -> fly(key, mine, subject, renews))) {
      return mine;
    }
    flights.remove(key, mine);
    mine.land(null);
    return null;
  }

  /** Looks in the cache again first: another flight may just have landed. */
  private void fly(TokenDigest key, Flight flight, Token subject, boolean renews) {
    Exchanged result = null;
    try {
      Exchanged known = cache.getIfPresent(key);
      long now = clock.getAsLong();
      boolean holds = known != null && known.holds(now);
      result = holds && !renews ? known : exchange(subject, known, now);
      if (result != null && (result.token() != null || !holds)) { // else the older is still good
        cache.put(key, result);
        subject.keep(this, result);
      }
    } catch (RuntimeException | Error e) {
      counters.count(Event.INTERNAL_ERROR);
      throw e;
    } finally {
      flights.remove(key, flight);
      flight.land(result);
    }
  }

  private Exchanged exchange(Token subject, @Nullable Exchanged before, long now) {
    int failures = before == null ? 0 : before.failures();
    if (!outage.mayAsk(now)) {
      return Exchanged.failed(now + FIRST_BACKOFF_MILLIS, failures);
    }
    counters.count(Event.EXCHANGE_REQUESTED);
    try {
      String body = service.ask(subject.compact(), subject.issuer(), now);
      answered();
      return kept(ServiceAnswer.parse(body), subject);
    } catch (Refused e) {
      counters.count(e.isUntrusted() ? Event.EXCHANGE_REFUSED : Event.EXCHANGE_FAILED);
      warn(String.valueOf(e.getMessage()));
    } catch (NotFetchedException e) {
      failed(e);
    }
    return Exchanged.failed(clock.getAsLong() + backoff(failures), failures + 1);
  }

  private void answered() {
    if (outage.answered()) {
      LOG.info("exchange {}: the token service answers again", name);
    }
  }

  private void failed(NotFetchedException problem) {
    counters.count(Event.EXCHANGE_FAILED);
    ServiceError error = ServiceError.of(problem);
    if (error != null && !error.isOfTheClient()) {
      outage.answered();
      warn(error.explain(name));
    } else {
      outage.failed(clock.getAsLong());
      warn(error == null ? String.valueOf(problem.getMessage()) : error.explain(name));
    }
  }

  private void warn(String problem) {
    if (warned.passes(clock.getAsLong())) {
      LOG.warn("exchange {}: no token, {}", name, problem);
    }
  }

  private static long backoff(int failures) {
    return Math.min(FIRST_BACKOFF_MILLIS << Math.min(failures, MOST_DOUBLINGS), MAX_BACKOFF_MILLIS);
  }

  /**
   * A token near its end is kept for half of what is left, so that it is not asked for each call.
   */
  private Exchanged kept(ServiceAnswer answer, Token subject) throws Refused {
    Token token =
        answer.token(
            subject,
            service.isTokenExchange(),
            issuer == null ? subject.issuer() : issuer,
            verifier);
    long now = clock.getAsLong();
    Long lifetime = answer.lifetime();
    long own = token.expiresAt();
    if (lifetime != null) {
      own = Math.min(own, now + lifetime);
    }
    long end = Math.min(own, subject.expiresAt());
    if (end <= now) {
      throw Refused.untrusted("its token has expired");
    }
    counters.count(Event.EXCHANGE_SUCCEEDED);
    long until = end - Math.min(MARGIN_MILLIS, (end - now) / 2);
    boolean worthRenewing = early > 0 && own < subject.expiresAt();
    return Exchanged.to(
        token, until, worthRenewing ? until - Math.min(early, (until - now) / 2) : Long.MAX_VALUE);
  }

  /** Asks for no token of a user's: for the {@code check} command. */
  @Nullable String trial(String issuer) {
    try {
      service.ask("tokenrelay-check", issuer, clock.getAsLong());
      return null;
    } catch (NotFetchedException e) {
      ServiceError error = ServiceError.of(e);
      boolean reached = error != null && !error.isOfTheClient();
      return reached
          ? null
          : "exchange " + name + ": " + (error == null ? e.getMessage() : error.explain(name));
    }
  }

  void close() {
    workers.close();
  }

  /** One request that is under way, with all who wait for it. */
  private static final class Flight {
    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile @Nullable Exchanged result;

    void land(@Nullable Exchanged result) {
      this.result = result;
      landed.countDown();
    }

    /** Null if it takes too long. */
    @Nullable Exchanged await(long millis) {
      return Calmly.await(landed, millis) ? result : null;
    }
  }
}
