package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Hourly;
import io.tokenrelay.agent.relay.limit.LimitProperties;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why what requests present is not trusted, where that is nothing about an issuer: one WARN
 * for each cause in an hour, with the property to look at. What is about an issuer the verifier
 * says, which knows the issuer. Nothing of a token is in any line.
 */
final class UntrustedTokens {
  private static final Logger LOG = LoggerFactory.getLogger(UntrustedTokens.class);

  /** What makes a token of no use. */
  enum Cause {
    OPAQUE(
        "a request brought a bearer token that is no JWT: it is neither verified nor relayed; with "
            + InboundProperties.CAPTURE_OPAQUE
            + "=introspect its issuer is asked about such tokens"),
    SEVERAL(
        "a request brought more than one token (Authorization headers that differ, or another"
            + " one in "
            + InboundProperties.CAPTURE_SOURCES
            + "): none of them is trusted"),
    DPOP(
        "a request brought a token with the scheme DPoP: it is of use to its holder alone, and is"
            + " neither verified nor relayed"),
    BOUND(
        "a token that is bound to its holder's DPoP key came as a plain bearer token: nobody"
            + " relays it, and where tokens are enforced it is rejected"),
    MALFORMED(
        "a request brought a token that is no well-formed JWT: cut off, quoted, with blanks around"
            + " it, or encrypted"),
    TOO_LARGE("a request brought a token that is longer than " + InboundProperties.MAX_TOKEN_BYTES),
    INACTIVE(
        "an issuer, asked about a token, did not call it active: it has ended, or the client in"
            + " tokenrelay.issuer.<name>.introspection-client-id may not ask about it"),
    REVOKED("a token has been revoked by its issuer (tokenrelay.revocation)"),
    LIMITED(
        "too many bad tokens came from one address: new ones from there are not looked at for a"
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

  private final Hourly<Cause> hourly = new Hourly<>(Cause.class);
  private final LongSupplier clock;

  UntrustedTokens(LongSupplier clock) {
    this.clock = clock;
  }

  /** Changes nothing of what is decided, whatever becomes of the line. */
  void tell(Cause cause) {
    try {
      if (hourly.passes(cause, clock.getAsLong())) {
        LOG.warn(cause.sentence);
      }
    } catch (RuntimeException | Error untold) {
      // A line is lost, nothing else.
    }
  }

  /** The same of a verdict, unless the verifier has said it. */
  void tell(Verdict verdict) {
    Cause cause = cause(verdict.reason());
    if (cause != null) {
      tell(cause);
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
