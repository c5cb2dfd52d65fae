package io.tokenrelay.agent.verify;

import java.time.Duration;

/** How much of what was verified is remembered, and how long. Immutable. */
public final class Caching {
  private final long maxBytes;
  private final Duration maxTtl;
  private final Duration negativeTtl;
  private final int negativeMaxEntries;

  private Caching(Builder builder) {
    this.maxBytes = builder.maxBytes;
    this.maxTtl = builder.maxTtl;
    this.negativeTtl = builder.negativeTtl;
    this.negativeMaxEntries = builder.negativeMaxEntries;
  }

  public static Builder builder() {
    return new Builder();
  }

  long maxBytes() {
    return maxBytes;
  }

  Duration maxTtl() {
    return maxTtl;
  }

  Duration negativeTtl() {
    return negativeTtl;
  }

  int negativeMaxEntries() {
    return negativeMaxEntries;
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private long maxBytes = 32L << 20;
    private Duration maxTtl = Duration.ofMinutes(10);
    private Duration negativeTtl = Duration.ofSeconds(10);
    private int negativeMaxEntries = 10_000;

    private Builder() {}

    /** {@code tokenrelay.verification.cache.max-bytes}: default 32 MB. */
    public Builder maxBytes(long maxBytes) {
      this.maxBytes = maxBytes;
      return this;
    }

    /** {@code tokenrelay.verification.cache.max-ttl}: default 10 min, under {@code exp}. */
    public Builder maxTtl(Duration maxTtl) {
      this.maxTtl = maxTtl;
      return this;
    }

    /** {@code tokenrelay.verification.cache.negative-ttl}: default 10 s. */
    public Builder negativeTtl(Duration negativeTtl) {
      this.negativeTtl = negativeTtl;
      return this;
    }

    /**
     * {@code tokenrelay.verification.cache.negative-max-entries}: default 10,000; an eighth of
     * {@link #maxBytes} bounds them too.
     */
    public Builder negativeMaxEntries(int negativeMaxEntries) {
      this.negativeMaxEntries = negativeMaxEntries;
      return this;
    }

    public Caching build() {
      return new Caching(this);
    }
  }
}
