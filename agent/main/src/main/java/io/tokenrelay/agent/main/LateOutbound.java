package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.OutboundRelay;
import io.tokenrelay.agent.relay.RelayPolicy;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.token.TokenExchanges;
import io.tokenrelay.agent.relay.token.TransactionSource;
import io.tokenrelay.bootstrap.StackRoom;
import io.tokenrelay.bootstrap.Strand;
import io.tokenrelay.instrumentation.spi.Hop;
import io.tokenrelay.instrumentation.spi.Outbound;
import org.jspecify.annotations.Nullable;

/**
 * The outbound side, made for the first hop that carries anything, or once the application serves:
 * a starting application does not pay for it.
 */
final class LateOutbound implements Outbound {
  private final Config config;
  private final Policies policies;
  private final Counters counters;
  private final Switch enabled;
  private final @Nullable TransactionSource transactions;
  private final TokenExchanges exchanges;
  private @Nullable RelayPolicy policy;
  private volatile @Nullable Ledger ledger;
  private volatile @Nullable OutboundRelay outbound;

  /**
   * @param transactions null if transaction tokens are off
   * @param exchanges asked only for those that are configured
   */
  LateOutbound(
      Config config,
      Policies policies,
      Counters counters,
      Switch enabled,
      @Nullable TransactionSource transactions,
      TokenExchanges exchanges) {
    this.exchanges = exchanges;
    this.transactions = transactions;
    this.config = config;
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

  /** Uses another policy from the next hop on. */
  synchronized void use(RelayPolicy policy) {
    this.policy = policy;
    OutboundRelay outbound = this.outbound;
    if (outbound != null) {
      outbound.use(policy);
    }
  }

  /** What became of the token on every call; null before the first. */
  @Nullable Ledger ledger() {
    return ledger;
  }

  /** The current policy; null if the outbound side could not be made. */
  @Nullable RelayPolicy policy() {
    OutboundRelay outbound = made();
    return outbound == null ? null : outbound.policy();
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
        StackRoom.need();
        Ledger ledger = new Ledger(config.get(AgentProperties.DESTINATION_CARDINALITY));
        RelayPolicy policy = this.policy == null ? policies.relay() : this.policy;
        outbound = new OutboundRelay(policy, counters, ledger, enabled, transactions, exchanges);
        this.ledger = ledger;
        this.outbound = outbound;
      } catch (RuntimeException | Error e) { // the application must not see it
        counters.count(Event.INTERNAL_ERROR);
      }
    }
    return outbound;
  }
}
