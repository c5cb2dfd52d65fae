package io.tokenrelay.agent.verify.judge;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.settings.VerificationProperties;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long one issuer's tokens may live, from issue to expiry. A bearer token serves anyone who
 * finds it, so a long lifetime is either a mistake (milliseconds for seconds) or a risk that the
 * operator should know of. Logs it once per issuer, or rejects the token, as configured.
 */
public final class LifetimeRule {
  private static final Logger log = LoggerFactory.getLogger(LifetimeRule.class);

  private final long longest;
  private final boolean rejects;
  private final long skew;
  private final AtomicBoolean logged = new AtomicBoolean();

  public LifetimeRule(VerifierSettings settings) {
    this.longest = settings.values().get(VerificationProperties.MAX_LIFETIME).toMillis();
    this.rejects =
        settings.values().get(VerificationProperties.MAX_LIFETIME_ACTION).equals("reject");
    this.skew = settings.clockSkew().toMillis();
  }

  /** Applies to any token, before its signature is checked. */
  public boolean refuses(Claims claims, long now) {
    return rejects && isExceeded(claims, now);
  }

  /** Called for authentic tokens only, or anyone could fill the log. */
  public void observe(Claims claims, IssuerSettings issuer, long now, Counters counters) {
    if (rejects || !isExceeded(claims, now)) {
      return;
    }
    counters.count(Event.TOKEN_LONG_LIVED);
    if (logged.compareAndSet(false, true)) {
      log.warn(
          "issuer {}: its tokens live {} h, longer than {} ({} h); they are trusted nevertheless,"
              + " unless {}=reject",
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
