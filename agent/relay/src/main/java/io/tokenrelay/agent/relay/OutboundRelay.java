package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.WallClock;
import io.tokenrelay.bootstrap.Strand;
import io.tokenrelay.instrumentation.spi.Hop;
import io.tokenrelay.instrumentation.spi.Outbound;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The outbound use case: writes what a request carries on a hop, if the hop may have it. Lives in
 * the agent loader; called through {@code Relay.outbound()} by every client's advice, on the
 * application's threads. Without a snapshot it does nothing; if anything goes wrong, the call goes
 * out without the token.
 */
public final class OutboundRelay implements Outbound {
  /**
   * The reason logged when a client has credentials of its own; the others are in {@code Decision}.
   */
  public static final String OWN_CREDENTIALS = "own.credentials";

  private final Counters counters;
  private final Switch enabled;
  private final LongSupplier clock;
  private final OutboundLog log = new OutboundLog();
  private final Refusals refusals = new Refusals(OutboundLog.DESTINATIONS);
  private volatile RelayPolicy policy;

  /** Made for the first hop that carries anything; null before. */
  private volatile @Nullable Passage passage;

  public OutboundRelay(RelayPolicy policy, Counters counters, Switch enabled) {
    this(policy, counters, enabled, WallClock.INSTANCE);
  }

  OutboundRelay(RelayPolicy policy, Counters counters, Switch enabled, LongSupplier clock) {
    this.counters = counters;
    this.enabled = enabled;
    this.clock = clock;
    this.policy = policy;
  }

  /** Uses another policy from the next hop on. */
  public void use(RelayPolicy policy) {
    synchronized (refusals) {
      this.policy = policy;
      this.passage = null;
    }
  }

  /** How often each destination refused a relayed token; the rest as {@code other}. */
  public Map<String, Long> refusals() {
    return refusals.sums();
  }

  @Override
  public boolean relay(@Nullable Object snapshot, Hop hop) {
    Object whole = Strand.whole(snapshot);
    if (whole == null || !enabled.isOn()) {
      return false;
    }
    boolean relayed = false;
    try {
      Passage passage = passage();
      long now = clock.getAsLong();
      for (Credential credential : Passage.CREDENTIALS) {
        relayed |= relay(credential, (Snapshot) whole, hop, passage, now);
      }
    } catch (Throwable thrown) {
      failed(thrown);
    }
    return relayed;
  }

  private Passage passage() {
    Passage passage = this.passage;
    if (passage == null) {
      synchronized (refusals) {
        passage = new Passage(policy, counters, log);
        this.passage = passage;
      }
    }
    return passage;
  }

  private boolean relay(
      Credential credential, Snapshot snapshot, Hop hop, Passage passage, long now) {
    String header = passage.pass(credential, snapshot, hop, now);
    if (header == null) {
      return false;
    }
    counters.count(Event.RELAYED); // first: what was written must never go uncounted
    hop.setHeader(header, credential.headerValue(snapshot));
    return true;
  }

  @Override
  public void answered(Hop hop, int status) {
    if (status != 401) {
      return;
    }
    try {
      counters.count(Event.REFUSED_DOWNSTREAM);
      String destination = Refusals.destination(hop, policy);
      refusals.count(destination);
      log.unaccepted(destination, clock.getAsLong());
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
      log.wrongRequest(hop, policy, clock.getAsLong());
    } catch (Throwable thrown) {
      failed(thrown);
    }
    return true;
  }

  @Override
  public void keepsNoCookie(Hop hop) {
    try {
      counters.count(Event.COOKIES_NOT_KEPT);
      log.keepsNoCookie(Refusals.destination(hop, policy));
    } catch (Throwable thrown) {
      failed(thrown);
    }
  }

  private void failed(Throwable thrown) {
    try {
      counters.count(Event.INTERNAL_ERROR);
      log.failed(thrown, clock.getAsLong());
    } catch (Throwable worse) {
      // Nothing may reach the application from here.
    }
  }
}
