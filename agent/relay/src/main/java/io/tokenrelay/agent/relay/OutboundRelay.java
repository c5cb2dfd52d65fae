package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Words;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Seldom;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.WallClock;
import io.tokenrelay.agent.relay.destination.Decision;
import io.tokenrelay.agent.relay.destination.Destination;
import io.tokenrelay.agent.relay.destination.DestinationProperties;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.bootstrap.Ownership;
import io.tokenrelay.bootstrap.Strand;
import io.tokenrelay.instrumentation.spi.Hop;
import io.tokenrelay.instrumentation.spi.Outbound;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbound use case: puts the caller's token on a hop when the hop may have it. Lives in the
 * agent loader; called through {@code Relay.outbound()} by every client's advice, on the
 * application's threads. Without a snapshot it does nothing at all; whatever goes wrong, the call
 * goes out without the token.
 */
public final class OutboundRelay implements Outbound {
  private static final Logger LOG = LoggerFactory.getLogger(OutboundRelay.class);
  private static final int DESTINATIONS = 200;

  private volatile RelayPolicy policy;
  private final Counters counters;
  private final Switch enabled;
  private final LongSupplier clock;
  private final Refusals refusals = new Refusals(DESTINATIONS);
  private final Map<Decision, Set<String>> reported = new EnumMap<>(Decision.class);
  private final Set<String> withCredentials = ConcurrentHashMap.newKeySet();
  private final Set<String> withoutCookies = ConcurrentHashMap.newKeySet();
  private final Seldom refused = new Seldom();
  private final Seldom oversize = new Seldom();
  private final Seldom wrongRequest = new Seldom();
  private final Seldom failure = new Seldom();

  public OutboundRelay(RelayPolicy policy, Counters counters, Switch enabled) {
    this(policy, counters, enabled, WallClock.INSTANCE);
  }

  OutboundRelay(RelayPolicy policy, Counters counters, Switch enabled, LongSupplier clock) {
    this.policy = policy;
    this.counters = counters;
    this.enabled = enabled;
    this.clock = clock;
    for (Decision decision : Decision.values()) {
      reported.put(decision, ConcurrentHashMap.newKeySet());
    }
  }

  /** Takes another policy from the next hop on. */
  public void use(RelayPolicy policy) {
    this.policy = policy;
  }

  /** How often each destination refused our token, by destination; the rest as {@code other}. */
  public Map<String, Long> refusals() {
    return refusals.sums();
  }

  @Override
  public boolean relay(@Nullable Object snapshot, Hop hop) {
    Object whole = Strand.whole(snapshot);
    if (whole == null || !enabled.isOn()) {
      return false;
    }
    try {
      return relay((Snapshot) whole, hop, policy, clock.getAsLong());
    } catch (Throwable thrown) {
      failed(thrown);
      return false;
    }
  }

  @Override
  public void answered(Hop hop, int status) {
    if (status != 401) {
      return;
    }
    try {
      counters.count(Event.REFUSED_DOWNSTREAM);
      String destination = destination(hop, policy);
      refusals.count(destination);
      if (refused.passes(clock.getAsLong())) {
        LOG.warn(
            "{} answered 401 to a relayed token: it does not accept this issuer or audience;"
                + " {}={} keeps the token from it",
            destination,
            DestinationProperties.DENY,
            destination);
      }
    } catch (Throwable thrown) {
      failed(thrown);
    }
  }

  @Override
  public boolean keepsFromAnotherRequest(Hop hop) {
    RelayPolicy policy = this.policy;
    if (!policy.hasTripwire) {
      return false;
    }
    try {
      counters.count(Event.SKIPPED_WRONG_REQUEST);
      warnOfWrongRequest(hop, policy, clock.getAsLong());
    } catch (Throwable thrown) {
      failed(thrown);
    }
    return true;
  }

  @Override
  public void keepsNoCookie(Hop hop) {
    try {
      counters.count(Event.COOKIES_NOT_KEPT);
      String destination = destination(hop, policy);
      if (withoutCookies.size() < DESTINATIONS && withoutCookies.add(destination)) {
        LOG.info(
            "{} sets cookies in its answer to a relayed token: the client does not keep them, since"
                + " whoever uses it next would have this user's session; where the application logs"
                + " in there itself, {}={} keeps the token from it",
            destination,
            DestinationProperties.DENY,
            destination);
      }
    } catch (Throwable thrown) {
      failed(thrown);
    }
  }

  private boolean relay(Snapshot snapshot, Hop hop, RelayPolicy policy, long now) {
    Token token = snapshot.token();
    long remaining = token.expiresAt() - now;
    if (remaining <= 0 && !policy.sendsExpired) {
      counters.count(Event.SKIPPED_EXPIRED);
      return false;
    }
    if (!snapshot.isAlive(policy, now)) {
      counters.count(Event.SKIPPED_DETACHED);
      if (policy.detached == RelayPolicy.Detached.UNTIL_EXPIRY) {
        Ownership.outlived();
      }
      return false;
    }
    if (policy.hasTripwire && isOfAnotherRequest(snapshot)) {
      counters.count(Event.SKIPPED_WRONG_REQUEST);
      warnOfWrongRequest(hop, policy, now);
      return false;
    }
    String header = header(hop, policy);
    if (header == null) {
      counters.count(Event.SKIPPED_PRESENT);
      return false;
    }
    Decision decision = policy.destinations().decide(token, hop);
    if (!decision.isAllowed()) {
      counters.count(Event.SKIPPED_DESTINATION);
      report(decision, token, hop, policy);
      return false;
    }
    if (isKeptBack(snapshot, policy, remaining, now)) {
      return false;
    }
    header = besideCredentials(header, hop, policy);
    if (header == null) {
      counters.count(Event.SKIPPED_PRESENT);
      if (!hop.isGrpc()) { // where nothing takes their place
        reportOwnCredentials(hop, policy);
      }
      return false;
    }
    if (policy.isDryRun) {
      counters.count(Event.RELAY_DRY_RUN);
      return false;
    }
    counters.count(Event.RELAYED); // first: what is written must not be taken for unwritten
    hop.setHeader(header, snapshot.headerValue());
    return true;
  }

  /**
   * The tripwire: a call of one request, made on a thread that serves another without being lent to
   * a task of the first. No carrier of ours does that; an application that keeps a call object from
   * one request to the next does.
   */
  private static boolean isOfAnotherRequest(Snapshot snapshot) {
    Object serving = Carrier.soleExchange();
    return serving != null
        && !(serving instanceof ReceivedExchange && ((ReceivedExchange) serving).owns(snapshot));
  }

  private void warnOfWrongRequest(Hop hop, RelayPolicy policy, long now) {
    if (wrongRequest.passes(now)) {
      LOG.warn(
          "a call to {} was created outside of the request that its thread serves now: it goes out"
              + " without a token ({})",
          destination(hop, policy),
          RelayProperties.TRIPWIRE);
    }
  }

  /** What a hop's target is called in the log and among the refusals. */
  private static String destination(Hop hop, RelayPolicy policy) {
    String name = policy.destinations().nameOf(hop);
    return name == null ? Refusals.OTHER : name;
  }

  /** The header to write; null where the application has put its own. */
  private static @Nullable String header(Hop hop, RelayPolicy policy) {
    switch (policy.existing) {
      case REPLACE:
        return policy.header;
      case ALTERNATE_HEADER:
        if (hop.header(RelayPolicy.AUTHORIZATION) == null) {
          return RelayPolicy.AUTHORIZATION;
        }
        break;
      case PRESERVE:
        break;
    }
    return hop.header(policy.header) == null ? policy.header : null;
  }

  /**
   * The header to write where the client may have credentials of its own, which go into {@code
   * Authorization}; null where that is taken. Those of gRPC are written beside whatever is there,
   * so they are not replaced.
   */
  private static @Nullable String besideCredentials(String header, Hop hop, RelayPolicy policy) {
    boolean replaces = policy.existing == RelayPolicy.Existing.REPLACE && !hop.isGrpc();
    if (replaces || !header.equalsIgnoreCase(RelayPolicy.AUTHORIZATION) || !hasCredentials(hop)) {
      return header;
    }
    return policy.existing == RelayPolicy.Existing.ALTERNATE_HEADER
            && hop.header(policy.header) == null
        ? policy.header
        : null;
  }

  /**
   * Asks with nothing on the thread: what the application's code does to find its credentials is
   * the application's, not the user's, and a call that it makes by the same client asks nothing.
   */
  private static boolean hasCredentials(Hop hop) {
    Object mine = Carrier.snapshot();
    if (mine != null) {
      Carrier.swap(null);
    }
    try {
      return hop.hasCredentials();
    } catch (RuntimeException unknown) { // the application's; its client would have asked as well
      return true;
    } finally {
      if (mine != null) {
        Carrier.swap(mine);
      }
    }
  }

  private boolean isKeptBack(Snapshot snapshot, RelayPolicy policy, long remaining, long now) {
    if (remaining < policy.minRemainingMillis) {
      counters.count(Event.TOKEN_NEAR_EXPIRY);
      if (policy.skipsNearExpiry) {
        counters.count(Event.SKIPPED_EXPIRED);
        return true;
      }
    }
    int length = snapshot.headerValue().length();
    if (length > policy.maxHeaderBytes) {
      counters.count(policy.skipsOversize ? Event.SKIPPED_OVERSIZE : Event.HEADER_OVERSIZE);
      if (oversize.passes(now)) {
        LOG.warn(
            "a token makes a header of {} bytes, more than {}={}: many servers refuse it",
            length,
            RelayProperties.MAX_HEADER_BYTES,
            policy.maxHeaderBytes);
      }
      return policy.skipsOversize;
    }
    return false;
  }

  /** Once per destination and reason: what would allow it. */
  private void report(Decision decision, Token token, Hop hop, RelayPolicy policy) {
    Set<String> before = reported.get(decision);
    if (!decision.hasRemedy() || before == null) {
      return;
    }
    Destination stray = policy.destinations().strayOf(decision, token, hop);
    String name = stray == null ? policy.destinations().nameOf(hop) : stray.name();
    if (name != null
        && !before.contains(name)
        && before.size() < DESTINATIONS
        && before.add(name)) {
      LOG.info(
          "no token for {} ({}); would be allowed by {}",
          name,
          decision.reason(),
          policy.destinations().remedy(decision, hop, stray, name));
    }
  }

  /** Once per destination: what would let the token win over the client's own credentials. */
  private void reportOwnCredentials(Hop hop, RelayPolicy policy) {
    String name = policy.destinations().nameOf(hop);
    if (name != null
        && !withCredentials.contains(name)
        && withCredentials.size() < DESTINATIONS
        && withCredentials.add(name)) {
      LOG.info(
          "no token for {} (own.credentials); would be allowed by {}={}",
          name,
          RelayProperties.EXISTING,
          Words.word(RelayPolicy.Existing.REPLACE));
    }
  }

  private void failed(Throwable thrown) {
    try {
      counters.count(Event.INTERNAL_ERROR);
      if (failure.passes(clock.getAsLong())) {
        LOG.warn("a call goes out without the token after an internal error: {}", Trace.of(thrown));
      }
    } catch (Throwable worse) {
      // Nothing may reach the application from here.
    }
  }
}
