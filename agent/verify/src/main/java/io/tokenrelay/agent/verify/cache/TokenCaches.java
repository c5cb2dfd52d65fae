package io.tokenrelay.agent.verify.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.RemovalListener;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Measured;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.verify.judge.Judgement;
import io.tokenrelay.agent.verify.settings.VerificationProperties;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The caches of good and of bad tokens, bounded in bytes. Nothing of ours runs inside them: a slow
 * verification under a cache's lock would hold up its neighbours. Uses only what Caffeine 2.9 and 3
 * have in common.
 */
public final class TokenCaches implements Measured {
  /** What an entry costs besides its text: objects, claims, digest and the cache's own node. */
  public static final int ENTRY_BYTES = 480;

  private final SignatureHash signatureHash = new SignatureHash();
  private final TextHash textHash;
  private volatile long now;
  private final Cache<TokenText, Judgement> good;
  private final Cache<TokenText, Judgement> bad;
  private final Dropped goodDropped = new Dropped();
  private final Dropped badDropped = new Dropped();

  /** Null until somebody reads the figures: without that, nobody pays for it. */
  private volatile @Nullable DistinctTokens distinct;

  public TokenCaches(Values values) {
    this.textHash = new TextHash(values.get(InboundProperties.MAX_TOKEN_BYTES));
    long bytes = values.get(VerificationProperties.CACHE_MAX_BYTES);
    this.good = cache(bytes, 0, values.get(VerificationProperties.CACHE_MAX_TTL), goodDropped);
    long badBytes = bytes / 8;
    int entries = values.get(VerificationProperties.NEGATIVE_MAX_ENTRIES);
    long leastWeight = badBytes / Math.max(1, entries);
    this.bad =
        cache(badBytes, leastWeight, values.get(VerificationProperties.NEGATIVE_TTL), badDropped);
  }

  private Cache<TokenText, Judgement> cache(
      long maxBytes, long leastWeight, Duration ttl, Dropped dropped) {
    return Caffeine.newBuilder()
        .executor(
            Runnable
                ::run) // the default runs maintenance in the common pool, at 4 times the cost of a
        // hit
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(now)) // set by at(): a hit reads the clock once
        .maximumWeight(maxBytes)
        .weigher(
            (TokenText text, Judgement judgement) ->
                (int) Math.max(leastWeight, text.text().length() + ENTRY_BYTES))
        .expireAfterWrite(ttl.toMillis(), TimeUnit.MILLISECONDS)
        .removalListener(dropped)
        .build();
  }

  /**
   * Sets the time by which entries expire.
   *
   * @param millis since the epoch
   */
  public void at(long millis) {
    if (now != millis) { // at most a thousand writes a second, however many threads call
      now = millis;
    }
  }

  /** A token's key in the cache of good tokens, which holds only what an issuer has signed. */
  public TokenText key(String compact) {
    return new TokenText(compact, signatureHash.of(compact));
  }

  /**
   * A token's key in the cache of bad tokens, which strangers can fill.
   *
   * @param bytes made by {@link TextHash#bytes}
   */
  public TokenText strangersKey(String compact, byte[] bytes) {
    return new TokenText(compact, textHash.of(bytes, compact.length()));
  }

  /**
   * The judgement of a token found good, if it still holds; or null.
   *
   * @param key made by {@link #key}
   */
  public @Nullable Judgement good(TokenText key, long now) {
    Judgement found = good.getIfPresent(key);
    if (found == null || found.isGone(now)) {
      return null;
    }
    saw(key, now);
    return found;
  }

  private void saw(TokenText good, long now) {
    DistinctTokens distinct = this.distinct;
    if (distinct != null) {
      distinct.saw(good.hashCode(), now);
    }
  }

  /**
   * The judgement of a token found bad, if it still holds; or null.
   *
   * @param key made by {@link #strangersKey}
   */
  public @Nullable Judgement bad(TokenText key, long now) {
    Judgement found = bad.getIfPresent(key);
    return found == null || found.isGone(now) ? null : found;
  }

  /**
   * @param key made by {@link #key}
   */
  public void rememberGood(TokenText key, Judgement judgement) {
    good.put(key, judgement);
    saw(key, now);
  }

  /**
   * @param key made by {@link #strangersKey}
   */
  public void rememberBad(TokenText key, Judgement judgement) {
    bad.put(key, judgement);
  }

  /**
   * @param key made by {@link #key}
   */
  public void forget(TokenText key) {
    good.invalidate(key);
  }

  public void forgetWithdrawn() {
    good.asMap().values().removeIf(Judgement::isWithdrawn);
  }

  public long goodEntries() {
    good.cleanUp();
    return good.estimatedSize();
  }

  @Override
  public void measure(Measurements to) {
    measure(to, "verified", good, goodDropped);
    measure(to, "invalid", bad, badDropped);
    DistinctTokens distinct = this.distinct;
    if (distinct == null) {
      this.distinct = new DistinctTokens();
    } else {
      to.count(Metric.TOKENS_DISTINCT, distinct.estimate(now));
    }
  }

  private static void measure(
      Measurements to, String name, Cache<TokenText, Judgement> cache, Dropped dropped) {
    cache.cleanUp();
    to.count(Metric.CACHE_ENTRIES, cache.estimatedSize(), name);
    to.count(Metric.CACHE_EVICTIONS, dropped.size.sum(), name, "size");
    to.count(Metric.CACHE_EVICTIONS, dropped.expired.sum(), name, "expired");
    cache
        .policy()
        .eviction()
        .ifPresent(
            bounds -> {
              to.count(Metric.CACHE_SIZE, bounds.weightedSize().orElse(0), name);
              to.count(Metric.CACHE_LIMIT, bounds.getMaximum(), name);
            });
  }

  /** How many entries a cache has dropped of its own accord, and why. */
  private static final class Dropped implements RemovalListener<TokenText, Judgement> {
    private final LongAdder size = new LongAdder();
    private final LongAdder expired = new LongAdder();

    @Override
    public void onRemoval(
        @Nullable TokenText text, @Nullable Judgement judgement, RemovalCause cause) {
      if (cause == RemovalCause.SIZE) {
        size.increment();
      } else if (cause == RemovalCause.EXPIRED) {
        expired.increment();
      }
    }
  }
}
