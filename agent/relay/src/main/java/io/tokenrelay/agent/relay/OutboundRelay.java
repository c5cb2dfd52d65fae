package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.WallClock;
import io.tokenrelay.agent.relay.destination.Explanations;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.bootstrap.Strand;
import io.tokenrelay.instrumentation.spi.Hop;
import io.tokenrelay.instrumentation.spi.Outbound;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The outbound use case: writes what a request carries on a hop, if the hop may have it. Lives in
 * the agent loader; called through {@code Relay.outbound()} by every client's advice, on the
 * application's threads. Without a snapshot it does nothing; if anything goes wrong, the call goes
 * out without the token.
 */
public final class OutboundRelay implements Outbound {
  private final Counters counters;
  private final Switch enabled;
  private final LongSupplier clock;
  private final OutboundLog log = new OutboundLog();
  private final Ledger ledger;
  private volatile RelayPolicy policy;

  /** Made for the first hop that carries anything; null before. */
  private volatile @Nullable Passage passage;

  public OutboundRelay(RelayPolicy policy, Counters counters, Ledger ledger, Switch enabled) {
    this(policy, counters, ledger, enabled, WallClock.INSTANCE);
  }

  OutboundRelay(
      RelayPolicy policy, Counters counters, Ledger ledger, Switch enabled, LongSupplier clock) {
    this.counters = counters;
    this.ledger = ledger;
    this.enabled = enabled;
    this.clock = clock;
    this.policy = policy;
  }

  /** The reasons in logs and metrics for which a call gets no token, besides its destination's. */
  public static List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    for (Gate gate : Gate.values()) {
      if (gate != Gate.DESTINATION && gate != Gate.DRY_RUN) {
        reasons.add(gate.word());
      }
    }
    return reasons;
  }

  /** Uses another policy from the next hop on. */
  public void use(RelayPolicy policy) {
    synchronized (ledger) {
      this.policy = policy;
      this.passage = null;
    }
  }

  /** The policy of the next hop. */
  public RelayPolicy policy() {
    return policy;
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
      synchronized (ledger) {
        passage = new Passage(policy, counters, ledger, log);
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
    String value = credential.headerValue(snapshot);
    passage.injected(hop, value.length()); // first: what was written must never go uncounted
    hop.setHeader(header, value);
    return true;
  }

  @Override
  public void answered(Hop hop, int status) {
    if (status != 401 && status != 403) {
      return;
    }
    try {
      counters.count(Event.REFUSED_DOWNSTREAM);
      String destination = Explanations.nameOf(hop, policy.destinations());
      ledger.refused(destination, status);
      if (status == 401) {
        log.unaccepted(destination, clock.getAsLong());
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
      passage().skipped(Event.SKIPPED_WRONG_REQUEST, hop, Gate.WRONG_REQUEST.word());
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
      log.keepsNoCookie(Explanations.nameOf(hop, policy.destinations()));
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
