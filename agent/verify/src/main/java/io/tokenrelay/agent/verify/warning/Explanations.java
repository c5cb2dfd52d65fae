package io.tokenrelay.agent.verify.warning;

import io.tokenrelay.agent.relay.TransactionProperties;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.jwt.TokenHeader;
import io.tokenrelay.agent.verify.settings.VerificationProperties;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Explains to the operator why a token of a configured issuer is not trusted, with the property to
 * look at. What comes from the token is sanitised and truncated.
 */
public final class Explanations {
  private static final int LONGEST_WORD = 40;

  private final VerifierSettings settings;

  public Explanations(VerifierSettings settings) {
    this.settings = settings;
  }

  /**
   * The rest of a sentence about the token; null for reasons that are not about an issuer.
   *
   * @param header null if the token is not a JWT
   */
  public @Nullable String why(
      IssuerSettings issuer, Reason reason, @Nullable TokenHeader header, Claims claims, long now) {
    String ofTransactions = issuer.isOfTransactions() ? ofTransactions(reason, issuer) : null;
    if (ofTransactions != null) {
      return ofTransactions;
    }
    switch (reason) {
      case ALGORITHM:
        return algorithm(issuer, header);
      case TYPE:
        return type(issuer, header);
      case UNKNOWN_KEY:
        return unknownKey(issuer, header);
      case SIGNATURE:
        return signature(issuer);
      case EXPIRED:
        return expired(claims, now);
      case NOT_YET_VALID:
        return notYetValid(claims, now);
      case LIFETIME:
        return lifetime();
      case CLAIMS:
        return "it has no claim exp, or one of exp, nbf, iat, aud, cnf and status has the wrong"
            + " type: the issuer must fix that";
      case AUDIENCE:
        return audience(issuer);
      case CLAIM_MISSING:
        return "it lacks a claim of " + issuer.property(IssuerProperties.REQUIRED_CLAIMS);
      case SCOPE:
        return scope(issuer);
      default:
        return null;
    }
  }

  /** Null where a transaction token is wrong in the same way as any. */
  private static @Nullable String ofTransactions(Reason reason, IssuerSettings issuer) {
    switch (reason) {
      case TYPE:
        return "its header typ is not txntoken+jwt";
      case CLAIM_MISSING:
        return "it lacks one of the claims txn, sub and iat";
      case LIFETIME:
        return "it lives longer than " + TransactionProperties.MAX_LIFETIME;
      case AUDIENCE:
        return "its claim aud is not " + TransactionProperties.TRUST_DOMAIN;
      case ALGORITHM:
        return "its algorithm does not fit the key that it names (" + issuer.keyProperty() + ")";
      default:
        return null;
    }
  }

  private static String algorithm(IssuerSettings issuer, @Nullable TokenHeader header) {
    String algorithm = header == null ? "" : Quoted.text(header.algorithm(), LONGEST_WORD) + " ";
    return "its algorithm "
        + algorithm
        + "is not accepted, or does not fit the key that it names ("
        + issuer.property(IssuerProperties.ALGORITHMS)
        + ")";
  }

  private static String type(IssuerSettings issuer, @Nullable TokenHeader header) {
    String type = header == null ? null : header.type();
    return "it is not an access token"
        + (type == null ? "" : " (its header typ is " + Quoted.text(type, LONGEST_WORD) + ")")
        + " ("
        + issuer.property(IssuerProperties.TYP)
        + ")";
  }

  private static String unknownKey(IssuerSettings issuer, @Nullable TokenHeader header) {
    String keyId = header == null ? null : header.keyId();
    return (keyId == null
            ? "it names no key id, and a key for its algorithm"
            : "its key id " + Quoted.text(keyId, LONGEST_WORD))
        + " is not among the issuer's keys: it is forged, or signed with a key that is not"
        + " published there ("
        + issuer.keyProperty()
        + ")";
  }

  private static String signature(IssuerSettings issuer) {
    return "its signature matches none of the issuer's keys: it is forged, or these are another"
        + " issuer's keys ("
        + issuer.keyProperty()
        + ")";
  }

  private String expired(Claims claims, long now) {
    return "it expired "
        + seconds(now - claims.expiresAt())
        + " ago; if this happens to every token, compare the clocks of this machine and the"
        + " issuer ("
        + skew()
        + ")";
  }

  private String notYetValid(Claims claims, long now) {
    return "it becomes valid in "
        + seconds(claims.notBefore() - now)
        + "; compare the clocks of this machine and the issuer ("
        + skew()
        + ")";
  }

  private String lifetime() {
    return "it lives longer than "
        + VerificationProperties.MAX_LIFETIME
        + " ("
        + seconds(settings.values().get(VerificationProperties.MAX_LIFETIME).toMillis())
        + ")";
  }

  private static String audience(IssuerSettings issuer) {
    return "it is for another audience: its claim aud names none of "
        + issuer.property(IssuerProperties.AUDIENCES)
        + "="
        + String.join(",", issuer.audiences());
  }

  private static String scope(IssuerSettings issuer) {
    return "it lacks a scope of "
        + issuer.property(IssuerProperties.REQUIRED_SCOPES)
        + "="
        + String.join(",", issuer.requiredScopes());
  }

  private String skew() {
    return VerificationProperties.CLOCK_SKEW + "=" + seconds(settings.clockSkew().toMillis());
  }

  private static String seconds(long millis) {
    return TimeUnit.MILLISECONDS.toSeconds(millis) + "s";
  }
}
