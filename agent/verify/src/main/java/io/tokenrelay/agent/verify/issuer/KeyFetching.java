package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.verify.http.HttpSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How issuers' keys are fetched, kept and renewed: {@code tokenrelay.jwks.*}. Immutable. */
public final class KeyFetching {
  private final Duration ttl;
  private final Duration ttlMin;
  private final Duration ttlMax;
  private final double refreshAhead;
  private final Duration unknownKidInterval;
  private final Duration staleMax;
  private final HttpSettings http;
  private final boolean prefetch;

  private KeyFetching(Builder builder) {
    this.ttl = builder.ttl;
    this.ttlMin = builder.ttlMin;
    this.ttlMax = builder.ttlMax;
    this.refreshAhead = Math.max(0.1, Math.min(1, builder.refreshAhead));
    this.unknownKidInterval = builder.unknownKidInterval;
    this.staleMax = builder.staleMax;
    this.http = builder.http.build();
    this.prefetch = builder.prefetch;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** How long keys count as fresh when the answer itself ({@code max-age}, seconds) is silent. */
  long freshMillis(long maxAgeSeconds) {
    long asked =
        maxAgeSeconds < 0 ? ttl.toMillis() : Math.min(maxAgeSeconds, Integer.MAX_VALUE) * 1_000L;
    return Math.max(ttlMin.toMillis(), Math.min(ttlMax.toMillis(), asked));
  }

  double refreshAhead() {
    return refreshAhead;
  }

  Duration unknownKidInterval() {
    return unknownKidInterval;
  }

  Duration staleMax() {
    return staleMax;
  }

  /** How issuers are spoken to, for keys and for all else. */
  public HttpSettings http() {
    return http;
  }

  Duration readTimeout() {
    return http.readTimeout();
  }

  int maxBytes() {
    return http.maxBytes();
  }

  /** Whether keys are fetched before anybody asks for them. */
  public boolean prefetch() {
    return prefetch;
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private Duration ttl = Duration.ofMinutes(5);
    private Duration ttlMin = Duration.ofMinutes(1);
    private Duration ttlMax = Duration.ofHours(24);
    private double refreshAhead = 0.8;
    private Duration unknownKidInterval = Duration.ofSeconds(30);
    private Duration staleMax = Duration.ofHours(1);
    private final HttpSettings.Builder http = HttpSettings.builder();
    private boolean prefetch = true;

    private Builder() {}

    /** {@code tokenrelay.jwks.ttl}: default 5 min, where Cache-Control says nothing. */
    public Builder ttl(Duration ttl) {
      this.ttl = ttl;
      return this;
    }

    /** {@code tokenrelay.jwks.ttl-min}: default 1 min. */
    public Builder ttlMin(Duration ttlMin) {
      this.ttlMin = ttlMin;
      return this;
    }

    /** {@code tokenrelay.jwks.ttl-max}: default 24 h. */
    public Builder ttlMax(Duration ttlMax) {
      this.ttlMax = ttlMax;
      return this;
    }

    /** {@code tokenrelay.jwks.refresh-ahead}: default 0.8 of the time that keys are fresh. */
    public Builder refreshAhead(double refreshAhead) {
      this.refreshAhead = refreshAhead;
      return this;
    }

    /** {@code tokenrelay.jwks.unknown-kid-interval}: default 30 s. */
    public Builder unknownKidInterval(Duration unknownKidInterval) {
      this.unknownKidInterval = unknownKidInterval;
      return this;
    }

    /** {@code tokenrelay.jwks.stale-max}: default 1 h. */
    public Builder staleMax(Duration staleMax) {
      this.staleMax = staleMax;
      return this;
    }

    /** {@code tokenrelay.jwks.connect-timeout}: default 2 s. */
    public Builder connectTimeout(Duration connectTimeout) {
      http.connectTimeout(connectTimeout);
      return this;
    }

    /** {@code tokenrelay.jwks.read-timeout}: default 2 s. */
    public Builder readTimeout(Duration readTimeout) {
      http.readTimeout(readTimeout);
      return this;
    }

    /** {@code tokenrelay.jwks.max-bytes}: default 262144. */
    public Builder maxBytes(int maxBytes) {
      http.maxBytes(maxBytes);
      return this;
    }

    /** {@code tokenrelay.jwks.proxy}: default the JVM's own. */
    public Builder proxy(@Nullable String proxy) {
      http.proxy(proxy);
      return this;
    }

    /** {@code tokenrelay.jwks.trust-store-file}: default the runtime's. */
    public Builder trustStoreFile(@Nullable String trustStoreFile) {
      http.trustStoreFile(trustStoreFile);
      return this;
    }

    /** {@code tokenrelay.jwks.tls-client-cert-file}: default none. */
    public Builder clientCertFile(@Nullable String clientCertFile) {
      http.clientCertFile(clientCertFile);
      return this;
    }

    /** {@code tokenrelay.jwks.prefetch}: default true. */
    public Builder prefetch(boolean prefetch) {
      this.prefetch = prefetch;
      return this;
    }

    public KeyFetching build() {
      return new KeyFetching(this);
    }
  }
}
