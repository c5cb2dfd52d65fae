package io.tokenrelay.agent.relay.capture;

import org.jspecify.annotations.Nullable;

/** What a request presents as its caller's token, before any of it is trusted. */
public final class Presented {
  /** What was found. */
  public enum Kind {
    NOTHING,
    /** Something with the shape of a JWS in compact serialisation. */
    TOKEN,
    /** A bearer token of another kind. */
    OPAQUE,
    /** Not the syntax of RFC 6750 §2.1, or a JWT without the shape of a JWS. */
    MALFORMED,
    TOO_LARGE,
    /** Several distinct tokens: it is unclear whose request it is. */
    SEVERAL,
    /** {@code Authorization: DPoP} (RFC 9449). */
    DPOP
  }

  public static final Presented NOTHING = new Presented(Kind.NOTHING, null, null);
  static final Presented MALFORMED = new Presented(Kind.MALFORMED, null, null);
  static final Presented TOO_LARGE = new Presented(Kind.TOO_LARGE, null, null);
  static final Presented SEVERAL = new Presented(Kind.SEVERAL, null, null);
  static final Presented DPOP = new Presented(Kind.DPOP, null, null);

  private final Kind kind;
  private final @Nullable String compact;
  private final @Nullable String headerValue;

  private Presented(Kind kind, @Nullable String compact, @Nullable String headerValue) {
    this.kind = kind;
    this.compact = compact;
    this.headerValue = headerValue;
  }

  /**
   * @param headerValue the header that it came in, or null when it came some other way
   */
  public static Presented token(String compact, @Nullable String headerValue) {
    return new Presented(Kind.TOKEN, compact, headerValue);
  }

  /** A bearer token of another kind, safe in a header (RFC 6750 §2.1, {@code b64token}). */
  static Presented opaque(String token, @Nullable String headerValue) {
    return new Presented(Kind.OPAQUE, token, headerValue);
  }

  public Kind kind() {
    return kind;
  }

  /** The token's text; null unless this is a {@link Kind#TOKEN} or {@link Kind#OPAQUE}. */
  public @Nullable String compact() {
    return compact;
  }

  /** The header value that it came in, as received, or null. */
  public @Nullable String headerValue() {
    return headerValue;
  }

  /** What a request with both presents; the same token twice is one token. */
  public Presented and(Presented other) {
    if (kind == Kind.NOTHING) {
      return other;
    }
    boolean same = kind == other.kind && compact != null && compact.equals(other.compact);
    return other.kind == Kind.NOTHING || same ? this : SEVERAL;
  }

  @Override
  public String toString() {
    return kind.name();
  }
}
