package io.tokenrelay.agent.verify.judge;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.jwt.TokenHeader;
import io.tokenrelay.agent.verify.jwt.TypeRule;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that one issuer's tokens look like ID tokens, which are meant for the client that a user
 * has logged in to. They are trusted: some services take ID tokens on purpose, and some access
 * tokens look so ({@code docs/decisions/042}). Logs it once per issuer; where types are listed,
 * such tokens are refused before.
 */
final class IdTokenNotice {
  private static final Logger LOG = LoggerFactory.getLogger(IdTokenNotice.class);

  private final AtomicBoolean logged = new AtomicBoolean();

  /** Called for authentic tokens only, or anyone could fill the log. */
  void observe(TokenHeader header, Claims claims, IssuerSettings issuer, Counters counters) {
    if (!TypeRule.isLikeIdToken(header, claims)) {
      return;
    }
    counters.count(Event.TOKEN_LIKE_ID);
    if (logged.compareAndSet(false, true)) {
      LOG.warn(
          "issuer {}: a token that looks like an ID token is trusted; clients should send access"
              + " tokens: to refuse all else, set {} to the header typ that those have",
          issuer.name(),
          issuer.property(IssuerProperties.TYP));
    }
  }
}
