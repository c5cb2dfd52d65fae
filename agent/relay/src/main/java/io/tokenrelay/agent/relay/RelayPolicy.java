package io.tokenrelay.agent.relay;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** How tokens are written on outbound calls: {@code tokenrelay.propagation.*}. Immutable. */
public final class RelayPolicy {
  /** What to do where the application has put the header itself. */
  public enum Existing {
    PRESERVE,
    REPLACE,
    /** Leave {@code Authorization} alone and write the header of the policy instead. */
    ALTERNATE_HEADER
  }

  /** What becomes of the token when the response is complete but work for it goes on. */
  public enum Detached {
    /** Relayed until it expires, and no longer than {@link #detachedMaxMillis()}. */
    UNTIL_EXPIRY,
    /** Not relayed any more. */
    REQUEST
  }

  static final String AUTHORIZATION = "Authorization";

  /** Headers that carry a message rather than a caller. */
  private static final Set<String> NOT_FOR_TOKENS =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  "proxy-authorization",
                  "host",
                  "connection",
                  "content-length",
                  "content-type",
                  "transfer-encoding",
                  "upgrade",
                  "te",
                  "trailer",
                  "expect",
                  "cookie")));

  private final String header;
  private final String scheme;
  private final Existing existing;
  private final boolean sendExpired;
  private final boolean dryRun;
  private final long minRemainingMillis;
  private final boolean skipNearExpiry;
  private final int maxHeaderBytes;
  private final boolean skipOversize;
  private final Detached detached;
  private final long detachedMaxMillis;
  private final boolean tripwire;
  private final DestinationPolicy destinations;

  private RelayPolicy(Builder builder) {
    this.header = builder.header;
    this.scheme = builder.scheme;
    this.existing = builder.existing;
    this.sendExpired = builder.sendExpired;
    this.dryRun = builder.dryRun;
    this.minRemainingMillis = builder.minRemainingMillis;
    this.skipNearExpiry = builder.skipNearExpiry;
    this.maxHeaderBytes = builder.maxHeaderBytes;
    this.skipOversize = builder.skipOversize;
    this.detached = builder.detached;
    this.detachedMaxMillis = builder.detachedMaxMillis;
    this.tripwire = builder.tripwire;
    this.destinations = builder.destinations;
  }

  /** A policy with the documented defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** The header that is written. */
  public String header() {
    return header;
  }

  /** The word before the token; empty for the bare token. */
  public String scheme() {
    return scheme;
  }

  public Existing existing() {
    return existing;
  }

  /** Whether a token is relayed although it has expired. */
  public boolean sendsExpired() {
    return sendExpired;
  }

  /** Whether everything is decided and counted, and nothing written. */
  public boolean isDryRun() {
    return dryRun;
  }

  /** A token that lives shorter than this is near its end. */
  public long minRemainingMillis() {
    return minRemainingMillis;
  }

  /** Whether a token near its end is kept back rather than relayed and counted. */
  public boolean skipsNearExpiry() {
    return skipNearExpiry;
  }

  /** A header value longer than this is too long for many servers. */
  public int maxHeaderBytes() {
    return maxHeaderBytes;
  }

  /** Whether too long a value is kept back rather than written with a warning. */
  public boolean skipsOversize() {
    return skipOversize;
  }

  public Detached detached() {
    return detached;
  }

  public long detachedMaxMillis() {
    return detachedMaxMillis;
  }

  /** Whether a call of one request is kept from going out while its thread serves another. */
  public boolean hasTripwire() {
    return tripwire;
  }

  public DestinationPolicy destinations() {
    return destinations;
  }

  /** Collects the settings; each starts at its default. */
  public static final class Builder {
    private String header = AUTHORIZATION;
    private String scheme = "Bearer";
    private Existing existing = Existing.PRESERVE;
    private boolean sendExpired;
    private boolean dryRun;
    private long minRemainingMillis;
    private boolean skipNearExpiry;
    private int maxHeaderBytes = 8192;
    private boolean skipOversize;
    private Detached detached = Detached.UNTIL_EXPIRY;
    private long detachedMaxMillis = 30_000;
    private boolean tripwire = true;
    private DestinationPolicy destinations = DestinationPolicy.builder().build();

    private Builder() {}

    /**
     * @throws IllegalArgumentException when this is no header name, or one with a meaning of its
     *     own
     */
    public Builder header(String header) {
      if (!isToken(header)) {
        throw new IllegalArgumentException("'" + header + "' is not a header name");
      }
      if (NOT_FOR_TOKENS.contains(header.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("'" + header + "' has a meaning of its own in HTTP");
      }
      this.header = header;
      return this;
    }

    /**
     * @throws IllegalArgumentException when this is neither empty nor one word
     */
    public Builder scheme(String scheme) {
      if (!scheme.isEmpty() && !isToken(scheme)) {
        throw new IllegalArgumentException("'" + scheme + "' is not an authorization scheme");
      }
      this.scheme = scheme;
      return this;
    }

    public Builder existing(Existing existing) {
      this.existing = existing;
      return this;
    }

    public Builder sendExpired(boolean sendExpired) {
      this.sendExpired = sendExpired;
      return this;
    }

    public Builder dryRun(boolean dryRun) {
      this.dryRun = dryRun;
      return this;
    }

    public Builder minRemainingMillis(long minRemainingMillis) {
      this.minRemainingMillis = minRemainingMillis;
      return this;
    }

    public Builder skipNearExpiry(boolean skipNearExpiry) {
      this.skipNearExpiry = skipNearExpiry;
      return this;
    }

    public Builder maxHeaderBytes(int maxHeaderBytes) {
      this.maxHeaderBytes = maxHeaderBytes;
      return this;
    }

    public Builder skipOversize(boolean skipOversize) {
      this.skipOversize = skipOversize;
      return this;
    }

    public Builder detached(Detached detached) {
      this.detached = detached;
      return this;
    }

    public Builder detachedMaxMillis(long detachedMaxMillis) {
      this.detachedMaxMillis = detachedMaxMillis;
      return this;
    }

    public Builder tripwire(boolean tripwire) {
      this.tripwire = tripwire;
      return this;
    }

    public Builder destinations(DestinationPolicy destinations) {
      this.destinations = destinations;
      return this;
    }

    /**
     * @throws IllegalArgumentException when settings contradict each other
     */
    public RelayPolicy build() {
      if (existing == Existing.ALTERNATE_HEADER && header.equalsIgnoreCase(AUTHORIZATION)) {
        throw new IllegalArgumentException(
            "'alternate-header' needs another header than Authorization to write to");
      }
      return new RelayPolicy(this);
    }

    /** RFC 9110 §5.6.2. */
    private static boolean isToken(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c <= ' ' || c >= 127 || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
          return false;
        }
      }
      return !text.isEmpty();
    }
  }
}
