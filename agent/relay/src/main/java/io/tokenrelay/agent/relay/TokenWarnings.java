package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.OncePerHour;
import io.tokenrelay.agent.relay.limit.LimitProperties;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs why tokens are not trusted, for causes that do not concern an issuer: one WARN per cause in
 * an hour, with the property to look at. The verifier logs those that concern an issuer. Never logs
 * anything of a token.
 */
final class TokenWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(TokenWarnings.class);

  /** Why a token is not trusted. */
  enum Cause {
    OPAQUE(
        "a request had a bearer token that is not a JWT: it is neither verified nor relayed; with "
            + InboundProperties.CAPTURE_OPAQUE
            + "=introspect its issuer is asked about such tokens"),
    SEVERAL(
        "a request had more than one token (different Authorization headers, or another token in "
            + InboundProperties.CAPTURE_SOURCES
            + "): none of them is trusted"),
    DPOP(
        "a request had a token with the scheme DPoP: only its holder can use it, so it is neither"
            + " verified nor relayed"),
    BOUND(
        "a token bound to its holder's DPoP key came as a plain bearer token: it is not relayed,"
            + " and where tokens are enforced it is rejected"),
    MALFORMED(
        "a request had a token that is not a well-formed JWT: truncated, quoted, padded with"
            + " spaces, or encrypted"),
    TOO_LARGE("a request had a token that is longer than " + InboundProperties.MAX_TOKEN_BYTES),
    INACTIVE(
        "an issuer says that a token is not active: it has expired, or the client in"
            + " tokenrelay.issuer.<name>.introspection-client-id may not introspect it"),
    REVOKED("a token has been revoked by its issuer (tokenrelay.revocation)"),
    LIMITED(
        "too many bad tokens came from one address: new ones from there are not checked for a"
            + " while ("
            + LimitProperties.FAILURES
            + ", "
            + LimitProperties.TRUSTED_PROXIES
            + ")");

    private final String sentence;

    Cause(String sentence) {
      this.sentence = sentence;
    }
  }

  private final OncePerHour<Cause> hourly = new OncePerHour<>(Cause.class);
  private final LongSupplier clock;

  TokenWarnings(LongSupplier clock) {
    this.clock = clock;
  }

  /** Never affects the decision, even if logging fails. */
  void warn(Cause cause) {
    try {
      if (hourly.passes(cause, clock.getAsLong())) {
        LOG.warn(cause.sentence);
      }
    } catch (RuntimeException | Error notLogged) {
      // only the log line is lost
    }
  }

  /** The same for a verdict, unless the verifier has logged it. */
  void warn(Verdict verdict) {
    Cause cause = cause(verdict.reason());
    if (cause != null) {
      warn(cause);
    }
  }

  private static @Nullable Cause cause(@Nullable Reason reason) {
    if (reason == null) {
      return null;
    }
    switch (reason) {
      case MALFORMED:
        return Cause.MALFORMED;
      case TOO_LARGE:
        return Cause.TOO_LARGE;
      case INACTIVE:
        return Cause.INACTIVE;
      case REVOKED:
        return Cause.REVOKED;
      case TOO_MANY_FAILURES:
        return Cause.LIMITED;
      default:
        return null;
    }
  }
}
