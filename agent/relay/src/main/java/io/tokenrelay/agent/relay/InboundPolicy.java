package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.access.AccessRules;
import io.tokenrelay.agent.relay.access.ExemptPaths;
import io.tokenrelay.agent.relay.capture.TokenSource;
import java.util.List;

/**
 * What is captured and what is enforced, as {@link InboundProperties} says what each means.
 * Immutable.
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

  private final Values values;
  private final Mode mode;
  private final boolean closed;
  final Rejections rejections;
  final int maxTokenBytes;
  final ExemptPaths exemptPaths;
  final boolean bypassesCorsPreflight;

  /** Whether the application may see who calls. */
  final boolean exposesIdentity;

  /** Whether log lines name the caller by a digest. */
  final boolean logsIdentity;

  /** What a token must grant. */
  final AccessRules rules;

  /** Where a token may be, in order. */
  final List<TokenSource> sources;

  final Opaque opaque;

  /** Who may read a rejection from a browser. */
  final CorsOrigins corsOrigins;

  private InboundPolicy(Values values, AccessRules rules, Mode mode, boolean closed) {
    this.values = values;
    this.mode = mode;
    this.closed = closed;
    this.rejections =
        new Rejections(
            values.get(InboundProperties.REALM),
            (int) (values.get(InboundProperties.RETRY_AFTER).toMillis() / 1_000));
    this.maxTokenBytes = values.get(InboundProperties.MAX_TOKEN_BYTES);
    this.exemptPaths = values.get(InboundProperties.EXCLUDE_PATHS);
    this.bypassesCorsPreflight = values.get(InboundProperties.CORS_PREFLIGHT_BYPASS) && !closed;
    this.exposesIdentity = values.get(InboundProperties.REQUEST_ATTRIBUTE);
    this.logsIdentity = values.get(InboundProperties.LOG_IDENTITY).equals("hash");
    this.rules = rules;
    this.sources = values.get(InboundProperties.CAPTURE_SOURCES);
    this.opaque = values.get(InboundProperties.CAPTURE_OPAQUE);
    this.corsOrigins = values.get(InboundProperties.CORS_ORIGINS);
  }

  public static InboundPolicy of(Values values) {
    return of(values, AccessRules.NONE);
  }

  /**
   * @param rules what a token must grant
   */
  public static InboundPolicy of(Values values, AccessRules rules) {
    return new InboundPolicy(values, rules, values.get(InboundProperties.MODE), false);
  }

  /** The same where nothing is rejected. */
  InboundPolicy observing() {
    return new InboundPolicy(values, rules, Mode.OBSERVE, false);
  }

  /**
   * The same where everything is rejected but for exempt paths, since what was to be enforced could
   * not be read: not even a preflight is let in.
   */
  public InboundPolicy closed() {
    return new InboundPolicy(values, rules, Mode.ENFORCE, true);
  }

  public Mode mode() {
    return mode;
  }

  /** Whether nobody is let in, whatever token he brings. */
  public boolean isClosed() {
    return closed;
  }
}
