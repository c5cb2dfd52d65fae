package io.tokenrelay.agent.verify.warning;

import io.tokenrelay.agent.meter.OncePerHour;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.jwt.TokenHeader;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
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
 * Logs why tokens are not trusted: one WARN per issuer and reason in an hour, with the property to
 * look at. Junk can provoke each line once an hour and no more: the entries of configured issuers
 * are allocated in advance, and only a few unknown issuers are named per hour. An issuer that
 * differs from a configured one by a slash has an entry of its own, which others cannot use up.
 *
 * <p>Called after the verdict. Only the issuer, key id, algorithm and type of a token are shown,
 * sanitised and truncated.
 */
public final class IssuerWarnings {
  private static final Logger log = LoggerFactory.getLogger(IssuerWarnings.class);
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);
  private static final int MOST_UNKNOWN = 16;
  private static final int LONGEST_ISSUER = 120;

  private final VerifierSettings settings;
  private final LongSupplier clock;
  private final Explanations explanations;
  private final Map<String, OncePerHour<Reason>> ofIssuers = new HashMap<>();
  private final Set<String> unknown = new HashSet<>();
  private long unknownUntil = Long.MIN_VALUE;

  public IssuerWarnings(VerifierSettings settings, LongSupplier clock) {
    this.settings = settings;
    this.clock = clock;
    this.explanations = new Explanations(settings);
    for (IssuerSettings issuer : settings.issuers()) {
      ofIssuers.put(issuer.name(), new OncePerHour<>(Reason.class));
    }
  }

  /** A token of an issuer that is not configured. */
  public void unknownIssuer(@Nullable String iss) {
    try {
      if (iss == null) {
        if (isNew("", clock.getAsLong())) {
          log.warn("a token without claim iss is not trusted");
        }
      } else if (!isAlmostConfigured(iss)) {
        String shown = Quoted.text(iss, LONGEST_ISSUER);
        if (isNew(shown, clock.getAsLong())) {
          log.warn(
              "tokens of issuer "
                  + shown
                  + " are not trusted: it is not one of those configured ("
                  + IssuerProperties.URI.shortName()
                  + ", "
                  + IssuerProperties.ISSUERS
                  + ")");
        }
      }
    } catch (RuntimeException | Error notLogged) {
      // A line is lost, nothing else.
    }
  }

  /**
   * A token of a configured issuer that is not trusted.
   *
   * @param header null if the token is not a JWT
   */
  public void untrusted(
      IssuerSettings issuer, Reason reason, @Nullable TokenHeader header, Claims claims) {
    try {
      long now = clock.getAsLong();
      String why =
          isDue(issuer, reason, now) ? explanations.why(issuer, reason, header, claims, now) : null;
      if (why != null) {
        log.warn("issuer " + issuer.name() + ": a token is not trusted: " + why);
      }
    } catch (RuntimeException | Error notLogged) {
      // A line is lost, nothing else.
    }
  }

  /** Whether it almost equals a configured one, which is then logged. */
  private boolean isAlmostConfigured(String iss) {
    for (IssuerSettings issuer : settings.issuers()) {
      String difference = Likeness.between(iss, issuer.uri());
      if (difference != null) {
        almost(issuer, iss, difference);
        return true;
      }
    }
    return false;
  }

  private void almost(IssuerSettings issuer, String iss, String difference) {
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
              + ", and issuers are compared character by character; if they are the same, set "
              + property
              + " to the claim iss of the tokens");
    }
  }

  private boolean isDue(IssuerSettings issuer, Reason reason, long now) {
    OncePerHour<Reason> hourly = ofIssuers.get(issuer.name());
    return hourly != null && hourly.passes(reason, now);
  }

  private synchronized boolean isNew(String issuer, long now) {
    if (now >= unknownUntil) {
      unknown.clear();
      unknownUntil = now + HOUR;
    }
    return unknown.size() < MOST_UNKNOWN && unknown.add(issuer);
  }
}
