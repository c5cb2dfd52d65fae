package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.access.AccessRules;
import io.tokenrelay.agent.relay.access.ExemptPaths;
import io.tokenrelay.agent.relay.capture.TokenSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is captured and what is enforced, as described in {@link InboundProperties}. Immutable. */
public final class InboundPolicy {
  /** {@code tokenrelay.mode}. */
  public enum Mode {
    /** Nothing is rejected. */
    OBSERVE,
    /** A bad token is rejected, a missing one is accepted. */
    ENFORCE_PRESENT,
    /** A missing token is rejected too. */
    ENFORCE
  }

  /** {@code tokenrelay.capture.opaque}: what happens to a bearer token that is not a JWT. */
  public enum Opaque {
    /** It is not treated as a token. */
    IGNORE,
    /** It is relayed as it is, unverified, and never trusted. */
    RELAY,
    /** Its issuer is asked (RFC 7662). */
    INTROSPECT
  }

  private final Values values;
  private final Mode mode;
  private final boolean closed;
  final Rejections rejections;
  final int maxTokenBytes;
  final ExemptPaths exemptPaths;
  final boolean bypassesCorsPreflight;

  /** Whether the application is shown who the caller is. */
  final boolean exposesIdentity;

  /** Whether the servlet API says who the caller is. */
  final boolean exposesPrincipal;

  /** Whether log lines identify the caller by a digest. */
  final boolean logsIdentity;

  /** What a token must grant. */
  final AccessRules rules;

  /** Where to look for a token, in order. */
  final List<TokenSource> sources;

  final Opaque opaque;

  /** The word before the token wherever it is relayed. */
  final String scheme;

  /** Null if transaction tokens are off. */
  final @Nullable TransactionPolicy transactions;

  /** The web origins that may read a rejection. */
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
    this.exposesIdentity = values.get(IdentityProperties.REQUEST_ATTRIBUTE);
    this.exposesPrincipal = values.get(IdentityProperties.PRINCIPAL);
    this.logsIdentity = values.get(InboundProperties.LOG_IDENTITY).equals("hash");
    this.rules = rules;
    this.sources = values.get(InboundProperties.CAPTURE_SOURCES);
    this.opaque = values.get(InboundProperties.CAPTURE_OPAQUE);
    this.scheme = values.get(RelayProperties.SCHEME);
    this.transactions = TransactionProperties.areOn(values) ? new TransactionPolicy(values) : null;
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

  /** The same policy, but nothing is rejected. */
  InboundPolicy observing() {
    return mode == Mode.OBSERVE ? this : new InboundPolicy(values, rules, Mode.OBSERVE, false);
  }

  /**
   * The same policy, but everything except exempt paths is rejected, even preflights, because the
   * configuration of enforcement could not be read.
   */
  public InboundPolicy closed() {
    return new InboundPolicy(values, rules, Mode.ENFORCE, true);
  }

  public Mode mode() {
    return mode;
  }

  /** Whether everything is rejected, whatever token it has. */
  public boolean isClosed() {
    return closed;
  }
}
