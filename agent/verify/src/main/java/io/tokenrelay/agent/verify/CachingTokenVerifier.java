package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.net.Flights;
import io.tokenrelay.agent.relay.limit.Sender;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerKeys;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.KeyCheck;
import io.tokenrelay.agent.verify.issuer.KeyFetching;
import io.tokenrelay.agent.verify.issuer.KeyReport;
import io.tokenrelay.agent.verify.issuer.KeysNotLoadedException;
import io.tokenrelay.agent.verify.issuer.LoadedKeys;
import io.tokenrelay.agent.verify.revocation.TokenStatus;
import io.tokenrelay.agent.verify.signature.FasterProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verifier: looks in the caches, and judges what is not there, each token once at a time. Made
 * by the wiring at start; asked by the inbound side for every request with a token.
 *
 * <p>The text is looked up before it is scanned: an entry is found by comparing the whole text, and
 * only canonical texts get in, so what is found is canonical, and a hit does not pay for the scan.
 */
public final class CachingTokenVerifier implements TokenVerifier, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CachingTokenVerifier.class);

  private final VerifierSettings settings;
  private final Counters counters;
  private final LongSupplier clock;
  private final long skew;
  private final Map<String, IssuerRules> issuers;
  private final TokenJudge judge;
  private final Flights<TokenText, Judgement> flights = new Flights<>();
  private volatile @Nullable TokenCaches caches;
  private volatile @Nullable Revocation revocation;

  private CachingTokenVerifier(
      VerifierSettings settings,
      Counters counters,
      Alarms alarms,
      LongSupplier clock,
      LongSupplier ticker) {
    this.settings = settings;
    this.counters = counters;
    this.clock = clock;
    this.skew = settings.clockSkew().toMillis();
    this.issuers = issuers(ticker, alarms);
    this.judge = new TokenJudge(issuers, settings, counters, clock);
  }

  /**
   * Starts verifying, and fetching keys in the background. Loads neither Nimbus nor Caffeine and
   * waits for nothing: fit for premain.
   *
   * @param clock milliseconds since the epoch, {@code System::currentTimeMillis} but for tests
   */
  public static CachingTokenVerifier create(
      VerifierSettings settings, Counters counters, LongSupplier clock) {
    return create(settings, counters, clock, new MonotonicMillis());
  }

  /** The same, with an alarm for each issuer of which no key could ever be had. */
  public static CachingTokenVerifier create(
      VerifierSettings settings, Counters counters, Alarms alarms, LongSupplier clock) {
    return start(settings, counters, alarms, clock, new MonotonicMillis());
  }

  /**
   * @param ticker milliseconds that never go back, for the age of keys
   */
  static CachingTokenVerifier create(
      VerifierSettings settings, Counters counters, LongSupplier clock, LongSupplier ticker) {
    return start(settings, counters, new Alarms(), clock, ticker);
  }

  private static CachingTokenVerifier start(
      VerifierSettings settings,
      Counters counters,
      Alarms alarms,
      LongSupplier clock,
      LongSupplier ticker) {
    CachingTokenVerifier verifier =
        new CachingTokenVerifier(settings, counters, alarms, clock, ticker);
    for (IssuerRules issuer : verifier.issuers.values()) {
      issuer.keys().start();
    }
    return verifier;
  }

  /** Tries every issuer's key source now, on this thread: for the {@code check} command. */
  public static List<KeyCheck> check(VerifierSettings settings) {
    List<KeyCheck> checks = new ArrayList<>();
    for (IssuerSettings issuer : settings.issuers()) {
      checks.add(KeyCheck.of(issuer, settings.keyFetching()));
    }
    return checks;
  }

  /**
   * Loads the provider for signatures that the operator has put in a directory; slow the first
   * time.
   *
   * @return what is wrong with it, or null
   */
  public static @Nullable String loadProvider(VerifierSettings settings) {
    String directory = settings.values().find(VerificationProperties.CRYPTO_PROVIDER_DIR);
    String problem = directory == null ? null : FasterProvider.load(directory);
    return problem == null
        ? null
        : VerificationProperties.CRYPTO_PROVIDER_DIR + "=" + directory + " is not used: " + problem;
  }

  /** Who verifies the signatures of which algorithm. */
  public static String signatureProviders() {
    return FasterProvider.inUse();
  }

  @Override
  public Verdict verify(String compact) {
    return verified(compact, null);
  }

  @Override
  public Verdict verify(String compact, Sender from) {
    return verified(compact, from);
  }

  private Verdict verified(String compact, @Nullable Sender from) {
    try {
      return compact.length() > settings.maxTokenBytes()
          ? Verdict.invalid(Reason.TOO_LARGE)
          : look(compact, from);
    } catch (RuntimeException | Error e) { // whatever it is, it is not the application's
      counters.count(Event.INTERNAL_ERROR);
      return Verdict.unavailable();
    }
  }

  private Verdict look(String compact, @Nullable Sender from) {
    long now = clock.getAsLong();
    TokenCaches caches = caches();
    caches.at(now);
    TokenText token = caches.key(compact);
    Judgement found = caches.good(token);
    return found != null && !found.isGone(now)
        ? hit(found, token, caches, now)
        : miss(token, caches, from, now);
  }

  private Verdict hit(Judgement found, TokenText token, TokenCaches caches, long now) {
    counters.count(Event.VERIFIED_CACHE_HIT);
    Reason wrong = found.wrongTime(now, skew);
    TokenStatus status = found.status();
    if (wrong == null && status != null) {
      TokenStatus.Standing standing = status.at(now);
      if (standing == TokenStatus.Standing.UNKNOWN) {
        counters.count(Event.KEYS_UNAVAILABLE);
        return Verdict.unavailable();
      }
      if (standing == TokenStatus.Standing.REVOKED) {
        counters.count(Event.TOKEN_REVOKED);
        wrong = Reason.REVOKED;
      }
    }
    if (wrong == null) {
      return found.verdict();
    }
    caches.forget(token);
    return Verdict.invalid(wrong);
  }

  /** What is bad, and known to be, costs nobody anything: the limit is for the rest. */
  private Verdict miss(TokenText token, TokenCaches caches, @Nullable Sender from, long now) {
    byte[] bytes = TextHash.bytes(token.text());
    TokenText stranger = caches.strangersKey(token.text(), bytes);
    Judgement judgement = remembered(caches.bad(stranger), now);
    if (judgement == null) {
      if (from != null && !settings.failureLimit().admits(from)) {
        counters.count(Event.TOKEN_LIMITED);
        return Verdict.limited();
      }
      judgement = flights.join(stranger, mine -> judgeOnce(token, mine, bytes, caches, from));
    }
    if (judgement.verdict().outcome() == Outcome.UNAVAILABLE) {
      counters.count(Event.KEYS_UNAVAILABLE);
    }
    return judgement.verdict();
  }

  private @Nullable Judgement remembered(@Nullable Judgement bad, long now) {
    if (bad == null || bad.isGone(now)) {
      return null;
    }
    if (bad.verdict().outcome() == Outcome.INVALID) {
      counters.count(Event.INVALID_CACHE_HIT);
    }
    return bad;
  }

  /** Looks again first: the one before may just have landed. */
  private Judgement judgeOnce(
      TokenText token,
      TokenText stranger,
      byte[] bytes,
      TokenCaches caches,
      @Nullable Sender from) {
    Judgement found = caches.good(token);
    if (found != null && !found.isGone(clock.getAsLong())) {
      counters.count(Event.VERIFIED_CACHE_HIT);
      return found;
    }
    found = remembered(caches.bad(stranger), clock.getAsLong());
    if (found != null) {
      return found;
    }
    Judgement judgement = judge.judge(token.text(), bytes);
    Revocation revocation = this.revocation;
    if (revocation != null && judgement.isValid()) {
      judgement = revocation.judge(judgement, from);
    }
    if (judgement.isValid()) {
      caches.rememberGood(token, judgement);
    } else if (judgement.isWorthRemembering()) {
      caches.rememberBad(stranger, judgement);
    }
    if (from != null && judgement.isCostly() && isSuspect(judgement.verdict())) {
      settings.failureLimit().failed(from, judgement.checks());
    }
    return judgement;
  }

  /** A false signature, or a key id that may be made up while nobody can tell. */
  private static boolean isSuspect(Verdict verdict) {
    return verdict.reason() == Reason.SIGNATURE || verdict.outcome() == Outcome.UNAVAILABLE;
  }

  /**
   * Fetches the keys in the background, before a token needs them. For the moment when a server is
   * up, and not before: HttpURLConnection sets {@code java.util.logging} up, and an application
   * chooses its own LogManager first. Calling it again costs little.
   */
  public void prefetch() {
    if (settings.keyFetching().prefetch()) {
      for (IssuerRules issuer : issuers.values()) {
        issuer.keys().prefetch();
      }
    }
  }

  /** Ends the background work; what is asked afterwards is answered from what is known. */
  @Override
  public void close() {
    for (IssuerRules issuer : issuers.values()) {
      issuer.keys().close();
    }
    Revocation revocation = this.revocation;
    if (revocation != null) {
      revocation.close();
    }
  }

  /** How many verified tokens are remembered. */
  public long remembered() {
    TokenCaches caches = this.caches;
    return caches == null ? 0 : caches.goodEntries();
  }

  /** Lets the background threads look at the clock: for tests that have moved it. */
  void wake() {
    for (IssuerRules issuer : issuers.values()) {
      issuer.keys().wake();
    }
    Revocation revocation = this.revocation;
    if (revocation != null) {
      revocation.wake();
    }
  }

  private TokenCaches caches() {
    TokenCaches caches = this.caches;
    if (caches == null) {
      synchronized (issuers) {
        caches = this.caches;
        if (caches == null) {
          if (!VerifierSettings.isRevokedBy("none", settings.values())) {
            revocation = new Revocation(settings, issuers, counters, clock);
          }
          caches = new TokenCaches(settings.values());
          this.caches = caches;
        }
      }
    }
    return caches;
  }

  private Map<String, IssuerRules> issuers(LongSupplier ticker, Alarms alarms) {
    Map<String, IssuerRules> rules = new LinkedHashMap<>();
    KeyFetching fetching = settings.keyFetching();
    IssuerKeys.Watcher watcher = new Watcher(new KeyReport(counters, alarms));
    for (IssuerSettings issuer : settings.issuers()) {
      IssuerKeys keys = IssuerKeys.of(issuer, fetching, ticker, watcher);
      rules.put(issuer.uri(), new IssuerRules(issuer, new LifetimeRule(settings), keys));
    }
    return rules;
  }

  /** Tells the operator, and drops what was verified with keys that are gone. */
  private final class Watcher implements IssuerKeys.Watcher {
    private final KeyReport report;
    private final AtomicBoolean toldOfProvider = new AtomicBoolean();

    Watcher(KeyReport report) {
      this.report = report;
    }

    @Override
    public void loaded(IssuerSettings issuer, LoadedKeys loaded) {
      report.loaded(issuer, loaded);
      caches();
      loadProvider();
      Revocation revocation = CachingTokenVerifier.this.revocation;
      if (revocation != null) {
        revocation.start();
      }
    }

    /** Here, because it is slow: the keys are already in use. */
    private void loadProvider() {
      String problem = CachingTokenVerifier.loadProvider(settings);
      if (problem != null && toldOfProvider.compareAndSet(false, true)) {
        LOG.warn("{}", problem);
      }
    }

    @Override
    public void failed(IssuerSettings issuer, KeysNotLoadedException problem, boolean stale) {
      report.failed(issuer, problem, stale);
    }

    @Override
    public void withdrawn() {
      TokenCaches caches = CachingTokenVerifier.this.caches;
      if (caches != null) {
        caches.forgetWithdrawn();
      }
    }
  }
}
