package io.tokenrelay.agent.verify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The two memories, of tokens found good and of tokens found bad, bounded in bytes. Nothing of ours
 * runs inside them: a slow verification under a cache's lock would hold up its neighbours. Uses
 * only what Caffeine 2.9 and 3 have in common.
 */
final class TokenCaches {
  /** What an entry costs beside its text: objects, claims and the cache's own node. */
  private static final int ENTRY_BYTES = 350;

  private final TextHash hash;
  private final Cache<TokenText, Judgement> good;
  private final Cache<TokenText, Judgement> bad;

  /**
   * @param clock milliseconds
   */
  TokenCaches(Caching caching, int maxTokenBytes, LongSupplier clock) {
    this.hash = new TextHash(maxTokenBytes);
    this.good = cache(caching.maxBytes(), 0, caching.maxTtl(), clock);
    long badBytes = caching.maxBytes() / 8;
    long leastWeight = badBytes / Math.max(1, caching.negativeMaxEntries());
    this.bad = cache(badBytes, leastWeight, caching.negativeTtl(), clock);
  }

  private static Cache<TokenText, Judgement> cache(
      long maxBytes, long leastWeight, Duration ttl, LongSupplier clock) {
    return Caffeine.newBuilder()
        .executor(Runnable::run) // the default hands each tidying to the common pool: 4 times a hit
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.getAsLong()))
        .maximumWeight(maxBytes)
        .weigher(
            (TokenText text, Judgement judgement) ->
                (int) Math.max(leastWeight, text.text().length() + ENTRY_BYTES))
        .expireAfterWrite(ttl.toMillis(), TimeUnit.MILLISECONDS)
        .build();
  }

  TokenText key(String compact) {
    return new TokenText(compact, hash.of(compact));
  }

  @Nullable Judgement good(TokenText token) {
    return good.getIfPresent(token);
  }

  @Nullable Judgement bad(TokenText token) {
    return bad.getIfPresent(token);
  }

  void remember(TokenText token, Judgement judgement) {
    if (judgement.isValid()) {
      good.put(token, judgement);
    } else if (judgement.isCostly()) {
      bad.put(token, judgement);
    }
  }

  void forget(TokenText token) {
    good.invalidate(token);
  }

  void forgetWithdrawn() {
    good.asMap().values().removeIf(Judgement::isWithdrawn);
  }

  long goodEntries() {
    good.cleanUp();
    return good.estimatedSize();
  }
}
