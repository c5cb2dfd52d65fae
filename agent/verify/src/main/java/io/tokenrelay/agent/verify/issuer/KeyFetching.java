package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.verify.http.HttpSettings;
import java.time.Duration;

/** How issuers' keys are fetched, cached and refreshed. Immutable. */
public final class KeyFetching {
  private final Duration ttl;
  private final Duration ttlMin;
  private final Duration ttlMax;
  final double refreshAhead;
  final Duration unknownKidInterval;
  final Duration staleMax;
  private final HttpSettings http;
  private final boolean prefetch;

  private KeyFetching(Values values) {
    this.ttl = values.get(JwksProperties.TTL);
    this.ttlMin = values.get(JwksProperties.TTL_MIN);
    this.ttlMax = values.get(JwksProperties.TTL_MAX);
    this.refreshAhead = values.get(JwksProperties.REFRESH_AHEAD);
    this.unknownKidInterval = values.get(JwksProperties.UNKNOWN_KID_INTERVAL);
    this.staleMax = values.get(JwksProperties.STALE_MAX);
    this.http = HttpSettings.of(values);
    this.prefetch = values.get(JwksProperties.PREFETCH);
  }

  public static KeyFetching of(Values values) {
    return new KeyFetching(values);
  }

  /** How long keys stay fresh, within the configured limits. */
  long freshMillis(long maxAgeSeconds) {
    long asked =
        maxAgeSeconds < 0 ? ttl.toMillis() : Math.min(maxAgeSeconds, Integer.MAX_VALUE) * 1_000L;
    return Math.max(ttlMin.toMillis(), Math.min(ttlMax.toMillis(), asked));
  }

  /** The HTTP settings for all requests to issuers. */
  public HttpSettings http() {
    return http;
  }

  /** Whether keys are fetched before a token needs them. */
  public boolean prefetch() {
    return prefetch;
  }
}
