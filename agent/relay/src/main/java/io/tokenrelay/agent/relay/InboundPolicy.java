package io.tokenrelay.agent.relay;

import java.util.List;

/**
 * What is captured and what is enforced: {@code tokenrelay.mode}, {@code .capture.*} and {@code
 * .enforce.*}. Immutable.
 */
public final class InboundPolicy {
  /** {@code tokenrelay.mode}. */
  public enum Mode {
    /** Nothing is rejected. */
    OBSERVE,
    /** A bad token is rejected, none is let in. */
    ENFORCE_PRESENT,
    /** A missing token is rejected too. */
    ENFORCE
  }

  /** {@code tokenrelay.capture.opaque}: what becomes of a bearer token that is no JWT. */
  public enum Opaque {
    /** Not a token of ours. */
    IGNORE,
    /** Relayed as it is, though nobody here can say whose it is. Trusted in nothing. */
    RELAY,
    /** The issuer is asked (RFC 7662). */
    INTROSPECT
  }

  private final Mode mode;
  private final boolean closed;
  private final Rejections rejections;
  private final int maxTokenBytes;
  private final ExemptPaths exemptPaths;
  private final boolean corsPreflightBypass;
  private final boolean exposesIdentity;
  private final boolean logsIdentity;
  private final AccessRules rules;
  private final List<TokenSource> sources;
  private final Opaque opaque;
  private final CorsOrigins corsOrigins;

  private InboundPolicy(Builder builder) {
    this.mode = builder.mode;
    this.closed = false;
    this.rejections = new Rejections(builder.realm, builder.retryAfterSeconds);
    this.maxTokenBytes = builder.maxTokenBytes;
    this.exemptPaths = builder.exemptPaths;
    this.corsPreflightBypass = builder.corsPreflightBypass;
    this.exposesIdentity = builder.exposesIdentity;
    this.logsIdentity = builder.logsIdentity;
    this.rules = builder.rules;
    this.sources = builder.sources;
    this.opaque = builder.opaque;
    this.corsOrigins = builder.corsOrigins;
  }

  private InboundPolicy(InboundPolicy other, Mode mode, boolean closed) {
    this.mode = mode;
    this.closed = closed;
    this.rejections = other.rejections;
    this.maxTokenBytes = other.maxTokenBytes;
    this.exemptPaths = other.exemptPaths;
    this.corsPreflightBypass = other.corsPreflightBypass && !closed;
    this.exposesIdentity = other.exposesIdentity;
    this.logsIdentity = other.logsIdentity;
    this.rules = other.rules;
    this.sources = other.sources;
    this.opaque = other.opaque;
    this.corsOrigins = other.corsOrigins;
  }

  /** The same where nothing is rejected. */
  InboundPolicy observing() {
    return new InboundPolicy(this, Mode.OBSERVE, false);
  }

  /**
   * The same where everything is rejected but for exempt paths, since what was to be enforced could
   * not be read: not even a preflight is let in.
   */
  public InboundPolicy closed() {
    return new InboundPolicy(this, Mode.ENFORCE, true);
  }

  /** A policy with the documented defaults. */
  public static Builder builder() {
    return new Builder();
  }

  public Mode mode() {
    return mode;
  }

  /** Whether nobody is let in, whatever token he brings. */
  public boolean isClosed() {
    return closed;
  }

  Rejections rejections() {
    return rejections;
  }

  int maxTokenBytes() {
    return maxTokenBytes;
  }

  ExemptPaths exemptPaths() {
    return exemptPaths;
  }

  boolean bypassesCorsPreflight() {
    return corsPreflightBypass;
  }

  boolean exposesIdentity() {
    return exposesIdentity;
  }

  boolean logsIdentity() {
    return logsIdentity;
  }

  AccessRules rules() {
    return rules;
  }

  /** Where a token may be, in order. */
  List<TokenSource> sources() {
    return sources;
  }

  Opaque opaque() {
    return opaque;
  }

  /** Who may read a rejection from a browser. */
  CorsOrigins corsOrigins() {
    return corsOrigins;
  }

  /** Collects the settings; each starts at its default. */
  public static final class Builder {
    private Mode mode = Mode.OBSERVE;
    private String realm = "tokenrelay";
    private int retryAfterSeconds = 5;
    private int maxTokenBytes = 16_384;
    private ExemptPaths exemptPaths = new ExemptPaths(ExemptPaths.DEFAULT);
    private boolean corsPreflightBypass = true;
    private boolean exposesIdentity = true;
    private boolean logsIdentity = true;
    private AccessRules rules = AccessRules.NONE;
    private List<TokenSource> sources = TokenSources.AUTHORIZATION;
    private Opaque opaque = Opaque.IGNORE;
    private CorsOrigins corsOrigins = CorsOrigins.NONE;

    private Builder() {}

    public Builder mode(Mode mode) {
      this.mode = mode;
      return this;
    }

    /**
     * @throws IllegalArgumentException when the realm cannot stand between quotes in a header
     */
    public Builder realm(String realm) {
      for (int i = 0; i < realm.length(); i++) {
        char c = realm.charAt(i);
        if (c < ' ' || c >= 127 || c == '"' || c == '\\') {
          throw new IllegalArgumentException(
              "'" + realm + "' is not a realm: use letters, digits and blanks");
        }
      }
      this.realm = realm;
      return this;
    }

    public Builder retryAfterSeconds(int retryAfterSeconds) {
      this.retryAfterSeconds = retryAfterSeconds;
      return this;
    }

    public Builder maxTokenBytes(int maxTokenBytes) {
      this.maxTokenBytes = maxTokenBytes;
      return this;
    }

    /**
     * {@code /path}, {@code /path/**} (itself and all below), or a gRPC service.
     *
     * @throws IllegalArgumentException naming the value and what is wrong with it
     */
    public Builder exemptPaths(List<String> patterns) {
      this.exemptPaths = new ExemptPaths(patterns);
      return this;
    }

    public Builder corsPreflightBypass(boolean corsPreflightBypass) {
      this.corsPreflightBypass = corsPreflightBypass;
      return this;
    }

    /** Whether the application may see who calls: {@code tokenrelay.api.request-attribute}. */
    public Builder exposesIdentity(boolean exposesIdentity) {
      this.exposesIdentity = exposesIdentity;
      return this;
    }

    /** Whether log lines name the caller by a digest: {@code tokenrelay.log.identity}. */
    public Builder logsIdentity(boolean logsIdentity) {
      this.logsIdentity = logsIdentity;
      return this;
    }

    /** What a token must grant: {@code tokenrelay.enforce.rule.*}. */
    public Builder rules(AccessRules rules) {
      this.rules = rules;
      return this;
    }

    /**
     * Where tokens are looked for, in order: {@code authorization}, {@code header:<name>}, {@code
     * header:<name>:<prefix>}, {@code cookie:<name>}.
     *
     * @throws IllegalArgumentException naming the value and what is wrong with it
     */
    public Builder sources(List<String> sources) {
      this.sources = TokenSources.of(sources);
      return this;
    }

    public Builder opaque(Opaque opaque) {
      this.opaque = opaque;
      return this;
    }

    /**
     * The origins of web applications that may read a rejection: {@code https://app.example}.
     *
     * @throws IllegalArgumentException naming the value and what is wrong with it
     */
    public Builder corsOrigins(List<String> origins) {
      this.corsOrigins = CorsOrigins.of(origins);
      return this;
    }

    public InboundPolicy build() {
      return new InboundPolicy(this);
    }
  }
}
