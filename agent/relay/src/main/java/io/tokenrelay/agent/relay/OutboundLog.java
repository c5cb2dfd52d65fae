package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Words;
import io.tokenrelay.agent.meter.OncePerMinute;
import io.tokenrelay.agent.relay.destination.Decision;
import io.tokenrelay.agent.relay.destination.Destination;
import io.tokenrelay.agent.relay.destination.DestinationProperties;
import io.tokenrelay.agent.relay.destination.Explanations;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.instrumentation.spi.Hop;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what happens to calls, with the property to change: once per destination and reason, or once
 * a minute. Never logs anything of a token.
 */
final class OutboundLog {
  /** Logs in the use case's name. */
  private static final Logger LOG = LoggerFactory.getLogger(OutboundRelay.class);

  /** Beyond this number, destinations are not logged. */
  static final int DESTINATIONS = 200;

  private final Map<Decision, Set<String>> refused = new EnumMap<>(Decision.class);
  private final Set<String> withCredentials = ConcurrentHashMap.newKeySet();
  private final Set<String> withoutCookies = ConcurrentHashMap.newKeySet();
  private final OncePerMinute unaccepted = new OncePerMinute();
  private final OncePerMinute oversize = new OncePerMinute();
  private final OncePerMinute wrongRequest = new OncePerMinute();
  private final OncePerMinute failure = new OncePerMinute();

  OutboundLog() {
    for (Decision decision : Decision.values()) {
      refused.put(decision, ConcurrentHashMap.newKeySet());
    }
  }

  /** A destination that may not have the token, and what would allow it. */
  void destination(Decision decision, Token token, Hop hop, RelayPolicy policy) {
    Set<String> before = refused.get(decision);
    if (!decision.hasRemedy() || before == null) {
      return;
    }
    Destination stray = Explanations.strayOf(decision, token, hop, policy.destinations());
    String name = stray == null ? Explanations.nameOf(hop, policy.destinations()) : stray.name();
    if (name != null && isNew(before, name)) {
      LOG.info(
          "no token for {} ({}); would be allowed by {}",
          name,
          decision.reason(),
          Explanations.remedy(decision, hop, stray, name, policy.destinations()));
    }
  }

  /** A client with credentials of its own, and what would let the token win. */
  void ownCredentials(Hop hop, RelayPolicy policy) {
    String name = Explanations.nameOf(hop, policy.destinations());
    if (name != null && isNew(withCredentials, name)) {
      LOG.info(
          "no token for {} ({}); would be allowed by {}={}",
          name,
          OutboundRelay.OWN_CREDENTIALS,
          RelayProperties.EXISTING,
          Words.word(RelayPolicy.Existing.REPLACE));
    }
  }

  void wrongRequest(Hop hop, RelayPolicy policy, long now) {
    if (wrongRequest.passes(now)) {
      LOG.warn(
          "a call to {} was created outside the request that its thread now serves: it goes out"
              + " without a token ({})",
          Refusals.destination(hop, policy),
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
  void unaccepted(String destination, long now) {
    if (unaccepted.passes(now)) {
      LOG.warn(
          "{} answered 401 to a relayed token: it does not accept this issuer or audience;"
              + " {}={} keeps the token from it",
          destination,
          DestinationProperties.DENY,
          destination);
    }
  }

  void keepsNoCookie(String destination) {
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

  private static boolean isNew(Set<String> before, String name) {
    return !before.contains(name) && before.size() < DESTINATIONS && before.add(name);
  }
}
