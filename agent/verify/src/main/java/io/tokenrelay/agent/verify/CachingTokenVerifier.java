package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Measured;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.MonotonicMillis;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.KeyCheck;
import io.tokenrelay.agent.verify.issuer.KeyReport;
import io.tokenrelay.agent.verify.judge.Issuers;
import io.tokenrelay.agent.verify.judge.TokenExplainer;
import io.tokenrelay.agent.verify.judge.TokenJudge;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens by their signature, and caches the results. Created by the wiring at start;
 * called by the inbound side for every request with a token. Its parts are created for the first
 * token, or when keys are prefetched: the {@link Issuers} with their keys, a {@link KeyWatch} over
 * these, and a {@link TokenLookup}.
 */
public final class CachingTokenVerifier implements TokenVerifier, Measured, AutoCloseable {
  private final VerifierSettings settings;
  private final Counters counters;
  private final Alarms alarms;
  private final LongSupplier clock;
  private final LongSupplier ticker;
  private final Object lock = new Object();
  private volatile @Nullable Issuers issuers;
  private volatile @Nullable TokenLookup tokens;
  private boolean closed;

  private CachingTokenVerifier(
      VerifierSettings settings,
      Counters counters,
      Alarms alarms,
      LongSupplier clock,
      LongSupplier ticker) {
    this.settings = settings;
    this.counters = counters;
    this.alarms = alarms;
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * Loads nothing and starts no thread: safe in premain.
   *
   * @param clock milliseconds since the epoch, {@code System::currentTimeMillis} except in tests
   */
  public static CachingTokenVerifier create(
      VerifierSettings settings, Counters counters, LongSupplier clock) {
    return create(settings, counters, clock, new MonotonicMillis());
  }

  /** The same, with an alarm for each issuer whose keys could not be loaded. */
  public static CachingTokenVerifier create(
      VerifierSettings settings, Counters counters, Alarms alarms, LongSupplier clock) {
    return new CachingTokenVerifier(settings, counters, alarms, clock, new MonotonicMillis());
  }

  /**
   * @param ticker milliseconds that never go back, for the age of keys
   */
  static CachingTokenVerifier create(
      VerifierSettings settings, Counters counters, LongSupplier clock, LongSupplier ticker) {
    return new CachingTokenVerifier(settings, counters, new Alarms(), clock, ticker);
  }

  /** Tries every issuer's key source now, on this thread: for the {@code check} command. */
  public static List<KeyCheck> check(VerifierSettings settings) {
    List<KeyCheck> checks = new ArrayList<>();
    for (IssuerSettings issuer : settings.issuers()) {
      checks.add(KeyCheck.of(issuer, settings.keyFetching()));
    }
    return checks;
  }

  @Override
  public Verdict verify(String compact, Requirements by, Admission admission) {
    try {
      return compact.length() > settings.maxTokenBytes()
          ? Verdict.invalid(Reason.TOO_LARGE)
          : tokens().find(compact, by, admission);
    } catch (RuntimeException | Error e) { // the application must not see it
      counters.count(Event.INTERNAL_ERROR);
      counters.count(Event.KEYS_UNAVAILABLE);
      return Verdict.unavailable();
    }
  }

  /** What it decides about a token, and why, if it alone decides. */
  public Explanation explain(String compact, boolean offline) {
    return Explanation.of(compact, settings, this, this, offline);
  }

  TokenExplainer explainer(boolean offline) {
    return new TokenExplainer(issuers(), settings, counters, clock, offline);
  }

  /**
   * Fetches the keys in the background, before a token needs them. To be called once a server is
   * up, not earlier: HttpURLConnection initialises {@code java.util.logging}, and the application
   * must be able to choose its LogManager first. Calling it again is cheap.
   */
  public void prefetch() {
    issuers().prefetch();
  }

  /** The names of the issuers that have no keys now; starts nothing. */
  public List<String> withoutKeys() {
    Issuers issuers = this.issuers;
    if (issuers != null) {
      return issuers.withoutKeys();
    }
    List<String> names = new ArrayList<>();
    for (IssuerSettings issuer : settings.issuers()) {
      names.add(issuer.name());
    }
    return names;
  }

  /** Ends the background work; later calls are answered from what is already known. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (issuers != null) {
        issuers.close();
      }
      if (tokens != null) {
        tokens.close();
      }
    }
  }

  /** Says how its keys are, and nothing of tokens. */
  public void measureKeys(Measurements to) {
    Issuers issuers = this.issuers;
    if (issuers != null) {
      issuers.measure(to);
    }
  }

  @Override
  public void measure(Measurements to) {
    measureKeys(to);
    TokenLookup tokens = this.tokens;
    if (tokens != null) {
      tokens.measure(to);
    }
  }

  /** How many verified tokens are remembered. */
  public long remembered() {
    TokenLookup tokens = this.tokens;
    return tokens == null ? 0 : tokens.remembered();
  }

  /** Makes the background threads check the clock: for tests that have moved it. */
  void wake() {
    issuers().wake();
    TokenLookup tokens = this.tokens;
    if (tokens != null) {
      tokens.wake();
    }
  }

  TokenLookup tokens() {
    TokenLookup tokens = this.tokens;
    if (tokens == null) {
      synchronized (lock) {
        tokens = this.tokens;
        if (tokens == null) {
          Issuers issuers = issuers();
          TokenJudge judge = new TokenJudge(issuers, settings, counters, clock);
          tokens = new TokenLookup(settings, issuers, judge, counters, clock);
          this.tokens = tokens;
        }
      }
    }
    return tokens;
  }

  private Issuers issuers() {
    Issuers issuers = this.issuers;
    if (issuers == null) {
      synchronized (lock) {
        issuers = this.issuers;
        if (issuers == null) {
          KeyWatch watch = new KeyWatch(this, settings, new KeyReport(counters, alarms));
          issuers = new Issuers(settings, counters, ticker, watch);
          issuers.start();
          if (closed) {
            issuers.close();
          }
          this.issuers = issuers;
        }
      }
    }
    return issuers;
  }

  /** Null before the first token or the first keys. */
  @Nullable TokenLookup tokensIfAny() {
    return tokens;
  }
}
