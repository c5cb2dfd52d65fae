package io.tokenrelay.agent.verify.introspection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.tokenrelay.agent.relay.Counters;
import io.tokenrelay.agent.relay.Event;
import io.tokenrelay.agent.verify.Flights;
import io.tokenrelay.agent.verify.http.HttpFetch;
import io.tokenrelay.agent.verify.http.HttpSettings;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.issuer.IntrospectionAccess;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one issuer about its tokens, on the thread of the request that needs to know: each token
 * once at a time and once in 30 s, a bounded number at a time, and hardly ever while the issuer
 * does not answer. Who cannot ask now is told so at once. Safe for many threads.
 */
public final class Introspection {
  private static final Logger log = LoggerFactory.getLogger(Introspection.class);
  private static final long MAX_REMEMBERED = 8L << 20;
  private static final Duration INACTIVE_TTL = Duration.ofSeconds(10);

  private final IssuerSettings issuer;
  private final Endpoint endpoint;
  private final Duration ttl;
  private final Semaphore permits;
  private final Outage outage = new Outage();
  private final Counters counters;
  private final LongSupplier clock;
  private final Cache<TokenDigest, Introspected> answers;
  private final Flights<TokenDigest, Introspected> flights = new Flights<>();

  private Introspection(
      IssuerSettings issuer,
      Endpoint endpoint,
      IntrospectionSettings settings,
      Counters counters,
      LongSupplier clock) {
    this.issuer = issuer;
    this.endpoint = endpoint;
    this.ttl = settings.cacheTtl();
    this.permits = new Semaphore(settings.maxConcurrent());
    this.counters = counters;
    this.clock = clock;
    this.answers =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(MAX_REMEMBERED)
            .weigher((TokenDigest token, Introspected answer) -> answer.weight())
            .expireAfterWrite(Math.max(1, ttl.toMillis()), TimeUnit.MILLISECONDS)
            .build();
  }

  /**
   * @param http how issuers are spoken to, but for the timeouts
   * @param clock milliseconds since the epoch
   */
  public static Introspection of(
      IssuerSettings issuer,
      IntrospectionAccess access,
      IntrospectionSettings settings,
      HttpSettings http,
      Counters counters,
      LongSupplier clock) {
    HttpFetch fetch = new HttpFetch(http.patient(settings.timeout()));
    return new Introspection(
        issuer, new Endpoint(issuer, access, fetch), settings, counters, clock);
  }

  /** From memory, or from the issuer: waits for it no longer than the timeouts allow. */
  public Introspected ask(String token) {
    TokenDigest digest = TokenDigest.of(token);
    Introspected known = remembered(digest);
    return known != null ? known : flights.join(digest, key -> askOnce(key, token));
  }

  /**
   * Asks about a token that nobody has issued, on this thread: for the {@code check} command.
   *
   * @return what is wrong with the endpoint or the credentials, in a line; null when it answers
   */
  public @Nullable String trial() {
    try {
      read(endpoint.ask("tokenrelay-check"));
      return null;
    } catch (NotFetchedException e) {
      return "issuer " + issuer.name() + ": " + words(e);
    }
  }

  private String words(NotFetchedException problem) {
    return "its tokens cannot be looked up, "
        + problem.getMessage()
        + " ("
        + issuer.property("introspection-uri")
        + ")";
  }

  private @Nullable Introspected remembered(TokenDigest digest) {
    Introspected known = answers.getIfPresent(digest);
    if (known == null || clock.getAsLong() >= known.until()) {
      return null;
    }
    counters.count(Event.INTROSPECTION_CACHE_HIT);
    return known;
  }

  /** Looks again first: the one before may just have landed. */
  private Introspected askOnce(TokenDigest digest, String token) {
    Introspected known = remembered(digest);
    if (known != null) {
      return known;
    }
    if (!permits.tryAcquire()) {
      counters.count(Event.INTROSPECTION_REFUSED);
      return Introspected.UNKNOWN;
    }
    try {
      if (!outage.mayAsk(clock.getAsLong())) {
        counters.count(Event.INTROSPECTION_REFUSED);
        return Introspected.UNKNOWN;
      }
      Introspected answer = read(endpoint.ask(token));
      if (outage.answered()) {
        log.info("issuer {}: introspection works again", issuer.name());
      }
      counters.count(Event.INTROSPECTED);
      answers.put(digest, answer);
      return answer;
    } catch (NotFetchedException e) {
      failed(e);
      return Introspected.UNKNOWN;
    } finally {
      permits.release();
    }
  }

  private Introspected read(String text) throws NotFetchedException {
    long now = clock.getAsLong();
    try {
      Map<String, Object> answer = JSONObjectUtils.parse(text);
      if (Boolean.TRUE.equals(answer.get("active"))) {
        return Introspected.active(text, now + ttl.toMillis());
      }
      if (Boolean.FALSE.equals(answer.get("active"))) {
        return Introspected.inactive(now + Math.min(ttl.toMillis(), INACTIVE_TTL.toMillis()));
      }
    } catch (ParseException | RuntimeException e) {
      // said below: it may repeat the token, so nothing of it is told
    }
    throw new NotFetchedException("the answer is no JSON object with \"active\": true or false");
  }

  private void failed(NotFetchedException problem) {
    counters.count(Event.INTROSPECTION_FAILED);
    outage.failed(clock.getAsLong());
    if (outage.isToBeTold()) {
      log.warn("issuer {}: {}", issuer.name(), words(problem));
    }
  }
}
