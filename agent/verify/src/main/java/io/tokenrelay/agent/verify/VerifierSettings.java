package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.relay.AccessRules;
import io.tokenrelay.agent.relay.FailureLimit;
import io.tokenrelay.agent.verify.introspection.IntrospectionSettings;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.KeyFetching;
import io.tokenrelay.agent.verify.revocation.RevocationSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that verification can be told, all issuers together. Immutable; the defaults are those
 * of {@code docs/configuration.md}. Values outside their range are brought to its nearest end: the
 * configuration has complained about them before they arrive here.
 */
public final class VerifierSettings {
  private final List<IssuerSettings> issuers;
  private final Duration clockSkew;
  private final Duration maxLifetime;
  private final boolean rejectsLongLived;
  private final int maxTokenBytes;
  private final Caching caching;
  private final FailureLimit failureLimit;
  private final KeyFetching keyFetching;
  private final @Nullable IntrospectionSettings introspection;
  private final boolean introspectsOpaque;
  private final boolean introspectsJwts;
  private final @Nullable RevocationSettings revocation;
  private final AccessRules rules;
  private final @Nullable String providerDirectory;

  private VerifierSettings(Builder builder) {
    this.issuers = Collections.unmodifiableList(new ArrayList<>(builder.issuers));
    this.clockSkew = atMost(builder.clockSkew, Duration.ofMinutes(5));
    this.maxLifetime = builder.maxLifetime;
    this.rejectsLongLived = builder.rejectsLongLived;
    this.maxTokenBytes = builder.maxTokenBytes;
    this.caching = builder.caching;
    this.failureLimit = builder.failureLimit;
    this.keyFetching = builder.keyFetching;
    this.introspection = builder.introspection;
    this.introspectsOpaque = builder.introspectsOpaque;
    this.introspectsJwts = builder.introspectsJwts;
    this.revocation = builder.revocation;
    this.rules = builder.rules;
    this.providerDirectory = builder.providerDirectory;
  }

  public static Builder of(Collection<IssuerSettings> issuers) {
    return new Builder(issuers);
  }

  List<IssuerSettings> issuers() {
    return issuers;
  }

  Duration clockSkew() {
    return clockSkew;
  }

  /** From issue to end; zero for any. */
  Duration maxLifetime() {
    return maxLifetime;
  }

  /** Whether a token that lives longer is refused, or only told of. */
  boolean rejectsLongLived() {
    return rejectsLongLived;
  }

  int maxTokenBytes() {
    return maxTokenBytes;
  }

  Caching caching() {
    return caching;
  }

  FailureLimit failureLimit() {
    return failureLimit;
  }

  KeyFetching keyFetching() {
    return keyFetching;
  }

  /** Null when no issuer is ever asked. */
  @Nullable IntrospectionSettings introspection() {
    return introspection;
  }

  /** Whether issuers are asked about tokens that are no JWT. */
  boolean introspectsOpaque() {
    return introspectsOpaque;
  }

  /** Whether issuers are asked about JWTs, instead of verifying their signatures. */
  boolean introspectsJwts() {
    return introspectsJwts;
  }

  /** Null when tokens are trusted to their end. */
  @Nullable RevocationSettings revocation() {
    return revocation;
  }

  AccessRules rules() {
    return rules;
  }

  /** Null when no provider is brought for signatures. */
  @Nullable String providerDirectory() {
    return providerDirectory;
  }

  private static Duration atMost(Duration duration, Duration limit) {
    return duration.isNegative() ? Duration.ZERO : duration.compareTo(limit) > 0 ? limit : duration;
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final Collection<IssuerSettings> issuers;
    private Duration clockSkew = Duration.ofSeconds(60);
    private Duration maxLifetime = Duration.ofHours(24);
    private boolean rejectsLongLived;
    private int maxTokenBytes = 16_384;
    private Caching caching = Caching.builder().build();
    private FailureLimit failureLimit = FailureLimit.NONE;
    private KeyFetching keyFetching = KeyFetching.builder().build();
    private @Nullable IntrospectionSettings introspection;
    private boolean introspectsOpaque;
    private boolean introspectsJwts;
    private @Nullable RevocationSettings revocation;
    private AccessRules rules = AccessRules.NONE;
    private @Nullable String providerDirectory;

    private Builder(Collection<IssuerSettings> issuers) {
      this.issuers = issuers;
    }

    /** {@code tokenrelay.verification.clock-skew}: default 60 s, at most 300 s. */
    public Builder clockSkew(Duration clockSkew) {
      this.clockSkew = clockSkew;
      return this;
    }

    /** {@code tokenrelay.verification.max-lifetime}: default 24 h; zero: not looked at. */
    public Builder maxLifetime(Duration maxLifetime) {
      this.maxLifetime = maxLifetime;
      return this;
    }

    /** {@code tokenrelay.verification.max-lifetime-action}: default false, to warn. */
    public Builder rejectsLongLived(boolean rejectsLongLived) {
      this.rejectsLongLived = rejectsLongLived;
      return this;
    }

    /** {@code tokenrelay.verification.max-token-bytes}: default 16384. */
    public Builder maxTokenBytes(int maxTokenBytes) {
      this.maxTokenBytes = maxTokenBytes;
      return this;
    }

    public Builder caching(Caching caching) {
      this.caching = caching;
      return this;
    }

    /** {@code tokenrelay.rate-limit.failures}: default none. */
    public Builder failureLimit(FailureLimit failureLimit) {
      this.failureLimit = failureLimit;
      return this;
    }

    public Builder keyFetching(KeyFetching keyFetching) {
      this.keyFetching = keyFetching;
      return this;
    }

    /** Default: no issuer is asked about tokens. */
    public Builder introspection(IntrospectionSettings introspection) {
      this.introspection = introspection;
      return this;
    }

    /** {@code tokenrelay.capture.opaque=introspect}: default false. */
    public Builder introspectsOpaque(boolean introspectsOpaque) {
      this.introspectsOpaque = introspectsOpaque;
      return this;
    }

    /** {@code tokenrelay.verification=introspection}: default false. */
    public Builder introspectsJwts(boolean introspectsJwts) {
      this.introspectsJwts = introspectsJwts;
      return this;
    }

    /** {@code tokenrelay.revocation}: default none. */
    public Builder revocation(RevocationSettings revocation) {
      this.revocation = revocation;
      return this;
    }

    /** Whose answer for each token is kept with it; the inbound side must have the same ones. */
    public Builder rules(AccessRules rules) {
      this.rules = rules;
      return this;
    }

    /** {@code tokenrelay.crypto.provider-dir}: default none. */
    public Builder providerDirectory(@Nullable String providerDirectory) {
      this.providerDirectory = providerDirectory;
      return this;
    }

    public VerifierSettings build() {
      return new VerifierSettings(this);
    }
  }
}
