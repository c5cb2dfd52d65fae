package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.meter.Hourly;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.jwt.TokenHeader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator why tokens are not trusted: one WARN for each issuer and reason in an hour,
 * with the property to look at. Whoever sends junk can provoke each line once, and no more: what is
 * counted for a configured issuer has its place beforehand, and of issuers that nobody lists only
 * so many are named in an hour. One that is listed but for a slash has a place of its own, which
 * others cannot fill.
 *
 * <p>Called by whoever judges tokens, once it is decided. Of a token only its issuer, key id,
 * algorithm and type are shown, cleaned and cut.
 */
final class Explanations {
  private static final Logger log = LoggerFactory.getLogger(Explanations.class);
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);
  private static final int MOST_STRANGERS = 16;
  private static final int LONGEST_ISSUER = 120;
  private static final int LONGEST_WORD = 40;

  private final VerifierSettings settings;
  private final LongSupplier clock;
  private final Map<String, Hourly<Reason>> ofIssuers = new HashMap<>();
  private final Set<String> strangers = new HashSet<>();
  private long strangersUntil = Long.MIN_VALUE;

  Explanations(VerifierSettings settings, LongSupplier clock) {
    this.settings = settings;
    this.clock = clock;
    for (IssuerSettings issuer : settings.issuers()) {
      ofIssuers.put(issuer.name(), new Hourly<>(Reason.class));
    }
  }

  /** A token whose issuer nobody lists. */
  void stranger(@Nullable String iss) {
    try {
      if (iss == null) {
        if (isNew("", clock.getAsLong())) {
          log.warn("a token without claim iss is not trusted");
        }
      } else if (!isAlike(iss)) {
        String shown = Quoted.text(iss, LONGEST_ISSUER);
        if (isNew(shown, clock.getAsLong())) {
          log.warn(
              "tokens of issuer "
                  + shown
                  + " are not trusted: it is none of those configured ("
                  + IssuerProperties.URI.shortName()
                  + ", "
                  + IssuerProperties.ISSUERS
                  + ")");
        }
      }
    } catch (RuntimeException | Error untold) {
      // A line is lost, nothing else.
    }
  }

  /**
   * A token of a listed issuer that is not trusted.
   *
   * @param header null where the token is no JWT
   */
  void refused(IssuerSettings issuer, Reason reason, @Nullable TokenHeader header, Claims claims) {
    try {
      long now = clock.getAsLong();
      String why = isDue(issuer, reason, now) ? why(issuer, reason, header, claims, now) : null;
      if (why != null) {
        log.warn("issuer " + issuer.name() + ": a token is not trusted: " + why);
      }
    } catch (RuntimeException | Error untold) {
      // A line is lost, nothing else.
    }
  }

  /** Whether it is almost a listed one; then that is told. */
  private boolean isAlike(String iss) {
    for (IssuerSettings issuer : settings.issuers()) {
      String difference = Likeness.between(iss, issuer.uri());
      if (difference != null) {
        alike(issuer, iss, difference);
        return true;
      }
    }
    return false;
  }

  private void alike(IssuerSettings issuer, String iss, String difference) {
    if (isDue(issuer, Reason.UNKNOWN_ISSUER, clock.getAsLong())) {
      String property = issuer.property(IssuerProperties.URI);
      log.warn(
          "tokens of issuer "
              + Quoted.text(iss, LONGEST_ISSUER)
              + " are not trusted: it differs from "
              + property
              + "="
              + issuer.uri()
              + " by "
              + difference
              + ", and issuers are compared letter by letter; if it is the same, set "
              + property
              + " to what the tokens say");
    }
  }

  private boolean isDue(IssuerSettings issuer, Reason reason, long now) {
    Hourly<Reason> hourly = ofIssuers.get(issuer.name());
    return hourly != null && hourly.passes(reason, now);
  }

  private synchronized boolean isNew(String stranger, long now) {
    if (now >= strangersUntil) {
      strangers.clear();
      strangersUntil = now + HOUR;
    }
    return strangers.size() < MOST_STRANGERS && strangers.add(stranger);
  }

  /** Null for what is not about an issuer. */
  private @Nullable String why(
      IssuerSettings issuer, Reason reason, @Nullable TokenHeader header, Claims claims, long now) {
    switch (reason) {
      case ALGORITHM:
        return "its algorithm "
            + (header == null ? "" : Quoted.text(header.algorithm(), LONGEST_WORD) + " ")
            + "is not accepted, or not that of the key that it names ("
            + issuer.property(IssuerProperties.ALGORITHMS)
            + ")";
      case TYPE:
        return "it is of another kind than an access token"
            + type(header)
            + " ("
            + issuer.property(IssuerProperties.TYP)
            + ")";
      case UNKNOWN_KEY:
        return keyId(header)
            + " is not among the issuer's keys: it is forged, or signed with a key that is not"
            + " published there ("
            + issuer.keyProperty()
            + ")";
      case SIGNATURE:
        return "its signature fits none of the issuer's keys: it is forged, or these are another"
            + " issuer's keys ("
            + issuer.keyProperty()
            + ")";
      case EXPIRED:
        return "it expired "
            + seconds(now - claims.expiresAt())
            + " ago; where that happens to every token, compare the clocks of this machine and the"
            + " issuer ("
            + skew()
            + ")";
      case NOT_YET_VALID:
        return "it becomes valid in "
            + seconds(claims.notBefore() - now)
            + "; compare the clocks of this machine and the issuer ("
            + skew()
            + ")";
      case LIFETIME:
        return "it lives longer than "
            + VerificationProperties.MAX_LIFETIME
            + " ("
            + seconds(settings.values().get(VerificationProperties.MAX_LIFETIME).toMillis())
            + ")";
      case CLAIMS:
        return "it has no claim exp, or one of exp, nbf, iat, aud, cnf and status is of a wrong"
            + " type: the issuer has to mend that";
      case AUDIENCE:
        return "it is for another audience: its claim aud names none of "
            + issuer.property(IssuerProperties.AUDIENCES)
            + "="
            + String.join(",", issuer.audiences());
      case CLAIM_MISSING:
        return "it lacks a claim of " + issuer.property(IssuerProperties.REQUIRED_CLAIMS);
      case SCOPE:
        return "it lacks a scope of "
            + issuer.property(IssuerProperties.REQUIRED_SCOPES)
            + "="
            + String.join(",", issuer.requiredScopes());
      default:
        return null;
    }
  }

  private static String type(@Nullable TokenHeader header) {
    String type = header == null ? null : header.type();
    return type == null ? "" : " (its header typ is " + Quoted.text(type, LONGEST_WORD) + ")";
  }

  private static String keyId(@Nullable TokenHeader header) {
    String keyId = header == null ? null : header.keyId();
    return keyId == null
        ? "it names no key id, and a key for its algorithm"
        : "its key id " + Quoted.text(keyId, LONGEST_WORD);
  }

  private String skew() {
    return VerificationProperties.CLOCK_SKEW + "=" + seconds(settings.clockSkew().toMillis());
  }

  private static String seconds(long millis) {
    return TimeUnit.MILLISECONDS.toSeconds(millis) + "s";
  }
}
