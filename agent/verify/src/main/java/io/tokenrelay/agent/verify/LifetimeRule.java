package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.jwt.Claims;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long one issuer's tokens may live from their issue to their end: a bearer token is good for
 * whoever finds it, so a long life is either a mistake (milliseconds for seconds) or a risk that
 * the operator should know of. Says so once for an issuer, or refuses, as configured.
 */
final class LifetimeRule {
  private static final Logger log = LoggerFactory.getLogger(LifetimeRule.class);

  private final long longest;
  private final boolean rejects;
  private final long skew;
  private final AtomicBoolean told = new AtomicBoolean();

  LifetimeRule(VerifierSettings settings) {
    this.longest = settings.values().get(VerificationProperties.MAX_LIFETIME).toMillis();
    this.rejects =
        settings.values().get(VerificationProperties.MAX_LIFETIME_ACTION).equals("reject");
    this.skew = settings.clockSkew().toMillis();
  }

  /** Asked of any token, before its signature is checked. */
  boolean refuses(Claims claims, long now) {
    return rejects && isExceeded(claims, now);
  }

  /** Told of authentic tokens only, or anyone could fill the log. */
  void observe(Claims claims, IssuerSettings issuer, long now, Counters counters) {
    if (rejects || !isExceeded(claims, now)) {
      return;
    }
    counters.count(Event.TOKEN_LONG_LIVED);
    if (told.compareAndSet(false, true)) {
      log.warn(
          "issuer {}: its tokens live {} h, longer than {} ({} h); they are trusted all the same, but"
              + " for {}=reject",
          issuer.name(),
          TimeUnit.MILLISECONDS.toHours(claims.lifetime(now)),
          VerificationProperties.MAX_LIFETIME,
          TimeUnit.MILLISECONDS.toHours(longest),
          VerificationProperties.MAX_LIFETIME_ACTION);
    }
  }

  private boolean isExceeded(Claims claims, long now) {
    return longest > 0 && claims.lifetime(now) > longest + skew;
  }
}
