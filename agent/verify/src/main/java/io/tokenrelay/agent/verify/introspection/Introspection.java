package io.tokenrelay.agent.verify.introspection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.net.Flights;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.limit.SenderAddress;
import io.tokenrelay.agent.verify.http.HttpFetch;
import io.tokenrelay.agent.verify.http.HttpSettings;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.http.Outage;
import io.tokenrelay.agent.verify.issuer.IntrospectionAccess;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.json.JsonObject;
import io.tokenrelay.agent.verify.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one issuer about its tokens, on the request's thread: about each token once at a time and
 * once in 30 s; about a bounded number of tokens at a time, shared among addresses; and rarely
 * while the issuer does not answer. A request that cannot ask now is answered at once. Thread-safe.
 */
public final class Introspection {
  private static final Logger log = LoggerFactory.getLogger(Introspection.class);
  private static final long MAX_REMEMBERED = 8L << 20;
  private static final Duration INACTIVE_TTL = Duration.ofSeconds(10);

  /** A token that no issuer has issued. */
  private static final String NOT_ISSUED = "tokenrelay-check";

  private final IssuerSettings issuer;
  private final Endpoint endpoint;
  private final Duration ttl;
  private final Permits permits;
  private final Outage outage = new Outage();
  private final AtomicBoolean declined = new AtomicBoolean();
  private volatile boolean works;
  private final Counters counters;
  private final LongSupplier clock;
  private final Cache<TokenDigest, Introspected> answers;
  private final Flights<TokenDigest, Introspected> flights = new Flights<>();

  private Introspection(
      IssuerSettings issuer,
      Endpoint endpoint,
      Values values,
      Counters counters,
      LongSupplier clock) {
    this.issuer = issuer;
    this.endpoint = endpoint;
    this.ttl = values.get(IntrospectionProperties.CACHE_TTL);
    this.permits = new Permits(values.get(IntrospectionProperties.MAX_CONCURRENT));
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
   * @param http HTTP settings, except for the timeouts
   * @param clock milliseconds since the epoch
   */
  public static Introspection of(
      IssuerSettings issuer,
      IntrospectionAccess access,
      Values values,
      HttpSettings http,
      Counters counters,
      LongSupplier clock) {
    HttpFetch fetch = new HttpFetch(http.withTimeout(values.get(IntrospectionProperties.TIMEOUT)));
    return new Introspection(issuer, new Endpoint(issuer, access, fetch), values, counters, clock);
  }

  /**
   * From the cache, or from the issuer: waits no longer than the timeouts allow.
   *
   * @param admission of the sender of the token
   */
  public Introspected ask(String token, Admission admission) {
    TokenDigest digest = TokenDigest.of(token);
    Introspected known = remembered(digest);
    if (known != null) {
      return known;
    }
    counters.count(Event.INTROSPECTION_NOT_CACHED);
    if (!admission.isGranted()) {
      return Introspected.LIMITED;
    }
    Question question = new Question(token, admission.address());
    Introspected answer = flights.join(digest, question);
    return question.asked ? answer.asked() : answer;
  }

  /**
   * Asks about a token that no issuer has issued, on this thread: for the {@code check} command.
   *
   * @return what is wrong with the endpoint or the credentials, in a line; null when it answers
   */
  public @Nullable String trial() {
    try {
      read(endpoint.ask(NOT_ISSUED));
      return null;
    } catch (NotFetchedException e) {
      return "issuer " + issuer.name() + ": " + describe(e);
    }
  }

  private String describe(NotFetchedException problem) {
    return "its tokens cannot be looked up, "
        + problem.getMessage()
        + " ("
        + issuer.property(IssuerProperties.INTROSPECTION_URI)
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

  private Introspected ask(TokenDigest digest, String token) {
    boolean inOutage = outage.isOn();
    try {
      Introspected answer = answerAbout(token);
      answered();
      answers.put(digest, answer);
      return answer;
    } catch (NotFetchedException e) {
      return Refusal.isOfOneToken(e.status()) ? refused(digest, e, inOutage) : failed(e, inOutage);
    }
  }

  private Introspected answerAbout(String token) throws NotFetchedException {
    long began = System.nanoTime();
    String result = "failed";
    try {
      Introspected answer = read(endpoint.ask(token));
      result = "answered";
      return answer;
    } catch (NotFetchedException e) {
      if (Refusal.isOfOneToken(e.status())) {
        result = "declined";
      }
      throw e;
    } finally {
      counters.took(Metric.INTROSPECTION_DURATION, began, result);
    }
  }

  private void answered() {
    works = true;
    counters.count(Event.INTROSPECTED);
    if (outage.answered()) {
      log.info("issuer {}: introspection works again", issuer.name());
    }
  }

  private Introspected refused(TokenDigest digest, NotFetchedException problem, boolean inOutage) {
    counters.count(Event.INTROSPECTION_DECLINED);
    if (declined.compareAndSet(false, true)) {
      log.warn("issuer {}: {}; that token counts as inactive", issuer.name(), describe(problem));
    }
    if (inOutage) {
      probe();
    }
    if (!works && Refusal.maybeOfTheAddress(problem.status())) {
      return Introspected.UNKNOWN; // at a wrong address every token is refused
    }
    Introspected answer = inactive();
    answers.put(digest, answer);
    return answer;
  }

  private Introspected failed(NotFetchedException problem, boolean inOutage) {
    counters.count(Event.INTROSPECTION_FAILED);
    boolean begins = outage.failed(clock.getAsLong());
    if (outage.isWorthLogging()) {
      log.warn("issuer {}: {}", issuer.name(), describe(problem));
    }
    if (begins || inOutage) {
      probe();
    }
    return Introspected.UNKNOWN;
  }

  /**
   * Asks about a token of no caller's: an issuer that answers is up, whatever token it has choked
   * on.
   */
  private void probe() {
    try {
      answerAbout(NOT_ISSUED);
      answered();
    } catch (NotFetchedException e) {
      if (Refusal.isOfOneToken(e.status())) {
        outage.answered();
      }
    }
  }

  private Introspected read(String body) throws NotFetchedException {
    String text = JsonObject.withoutMark(body);
    long now = clock.getAsLong();
    try {
      JsonObject answer = JsonObject.parse(text.getBytes(StandardCharsets.UTF_8));
      if (Boolean.TRUE.equals(answer.get("active"))) {
        return Introspected.active(text, now + ttl.toMillis());
      }
      if (Boolean.FALSE.equals(answer.get("active"))) {
        return inactive();
      }
    } catch (MalformedJsonException e) {
      // reported below: the answer may repeat the token, so it is not quoted
    }
    throw new NotFetchedException("the answer is not a JSON object with \"active\": true or false");
  }

  private Introspected inactive() {
    return Introspected.inactive(
        clock.getAsLong() + Math.min(ttl.toMillis(), INACTIVE_TTL.toMillis()));
  }

  /** A question about one token, asked by the first thread that needs it. */
  private final class Question implements Function<TokenDigest, Introspected> {
    private final String token;
    private final @Nullable SenderAddress from;
    private boolean asked;

    Question(String token, @Nullable SenderAddress from) {
      this.token = token;
      this.from = from;
    }

    /** Looks in the cache again first: another thread may just have finished. */
    @Override
    public Introspected apply(TokenDigest digest) {
      Introspected known = remembered(digest);
      if (known != null) {
        return known;
      }
      if (!permits.take(from)) {
        counters.count(Event.INTROSPECTION_REFUSED);
        return Introspected.UNKNOWN;
      }
      try {
        if (!outage.mayAsk(clock.getAsLong())) {
          counters.count(Event.INTROSPECTION_REFUSED);
          return Introspected.UNKNOWN;
        }
        asked = true;
        return ask(digest, token);
      } finally {
        permits.release(from);
      }
    }
  }
}
