package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.OutboundRelay;
import io.tokenrelay.bootstrap.Strand;
import io.tokenrelay.instrumentation.spi.Hop;
import io.tokenrelay.instrumentation.spi.Outbound;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outbound side, made for the first hop that carries anything, or once the application serves:
 * a starting application does not pay for it.
 */
final class LateOutbound implements Outbound {
  private final Policies policies;
  private final Counters counters;
  private final Switch enabled;
  private volatile @Nullable OutboundRelay outbound;

  LateOutbound(Policies policies, Counters counters, Switch enabled) {
    this.policies = policies;
    this.counters = counters;
    this.enabled = enabled;
  }

  @Override
  public boolean relay(@Nullable Object snapshot, Hop hop) {
    if (Strand.whole(snapshot) == null) {
      return false;
    }
    OutboundRelay outbound = made();
    return outbound != null && outbound.relay(snapshot, hop);
  }

  @Override
  public boolean keepsFromAnotherRequest(Hop hop) {
    OutboundRelay outbound = made();
    return outbound == null || outbound.keepsFromAnotherRequest(hop);
  }

  @Override
  public void answered(Hop hop, int status) {
    OutboundRelay outbound = made();
    if (outbound != null) {
      outbound.answered(hop, status);
    }
  }

  @Override
  public void keepsNoCookie(Hop hop) {
    OutboundRelay outbound = made();
    if (outbound != null) {
      outbound.keepsNoCookie(hop);
    }
  }

  /** How often each destination refused a relayed token. */
  Map<String, Long> refusals() {
    OutboundRelay outbound = this.outbound;
    return outbound == null ? Collections.<String, Long>emptyMap() : outbound.refusals();
  }

  /** Makes it, unless it is made; null if that fails, and then nothing is relayed. */
  @Nullable OutboundRelay made() {
    OutboundRelay outbound = this.outbound;
    return outbound == null ? make() : outbound;
  }

  private synchronized @Nullable OutboundRelay make() {
    OutboundRelay outbound = this.outbound;
    if (outbound == null) {
      try {
        outbound = new OutboundRelay(policies.relay(), counters, enabled);
        this.outbound = outbound;
      } catch (RuntimeException | Error e) { // the application must not see it
        counters.count(Event.INTERNAL_ERROR);
      }
    }
    return outbound;
  }
}
