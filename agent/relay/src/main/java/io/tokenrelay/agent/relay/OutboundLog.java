package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Words;
import io.tokenrelay.agent.meter.OncePerMinute;
import io.tokenrelay.agent.relay.destination.DestinationProperties;
import io.tokenrelay.agent.relay.destination.Explanations;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.instrumentation.spi.Hop;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what happens to calls, with the property to change: once per destination and reason, or once
 * a minute. Never logs anything of a token.
 */
final class OutboundLog {
  /** Logs in the use case's name. */
  private static final Logger LOG = LoggerFactory.getLogger(OutboundRelay.class);

  /** What lets the token win against the application's own credentials. */
  static final String REPLACE =
      RelayProperties.EXISTING + "=" + Words.word(RelayPolicy.Existing.REPLACE);

  /** Beyond this number, destinations are not logged. */
  private static final int DESTINATIONS = 200;

  private final Set<String> withoutCookies = ConcurrentHashMap.newKeySet();
  private final OncePerMinute unaccepted = new OncePerMinute();
  private final OncePerMinute oversize = new OncePerMinute();
  private final OncePerMinute wrongRequest = new OncePerMinute();
  private final OncePerMinute failure = new OncePerMinute();

  /** A client with credentials of its own, and what would let the token win. */
  void ownCredentials(Entry entry) {
    explain(entry, REPLACE);
  }

  /** A destination that does not get the token, and the setting that would change it. */
  void explain(Entry entry, @Nullable String remedy) {
    if (remedy != null && !entry.destination().equals(Ledger.OTHER) && entry.explain(remedy)) {
      LOG.info(
          "no token for {} ({}); would be allowed by {}",
          entry.destination(),
          entry.reason(),
          remedy);
    }
  }

  void wrongRequest(Hop hop, RelayPolicy policy, long now) {
    if (wrongRequest.passes(now)) {
      LOG.warn(
          "a call to {} was created outside the request that its thread now serves: it goes out"
              + " without a token ({})",
          orOther(Explanations.nameOf(hop, policy.destinations())),
          RelayProperties.TRIPWIRE);
    }
  }

  /**
   * @param length of the header's value
   */
  void oversize(int length, RelayPolicy policy, long now) {
    if (oversize.passes(now)) {
      LOG.warn(
          "a token makes a header of {} bytes, more than {}={}: many servers refuse it",
          length,
          RelayProperties.MAX_HEADER_BYTES,
          policy.maxHeaderBytes);
    }
  }

  /** A relayed token that was answered 401. */
  void unaccepted(@Nullable String name, long now) {
    String destination = orOther(name);
    if (unaccepted.passes(now)) {
      LOG.warn(
          "{} answered 401 to a relayed token: it does not accept this issuer or audience;"
              + " {}={} keeps the token from it",
          destination,
          DestinationProperties.DENY,
          destination);
    }
  }

  void keepsNoCookie(@Nullable String name) {
    String destination = orOther(name);
    if (isNew(withoutCookies, destination)) {
      LOG.info(
          "{} sets cookies in its answer to a relayed token: the client does not keep them, since"
              + " its next user would have this user's session; where the application logs in"
              + " there itself, {}={} keeps the token from it",
          destination,
          DestinationProperties.DENY,
          destination);
    }
  }

  void failed(Throwable thrown, long now) {
    if (failure.passes(now)) {
      LOG.warn("a call goes out without the token after an internal error: {}", Trace.of(thrown));
    }
  }

  private static String orOther(@Nullable String name) {
    return name == null ? Ledger.OTHER : name;
  }

  private static boolean isNew(Set<String> before, String name) {
    return !before.contains(name) && before.size() < DESTINATIONS && before.add(name);
  }
}
