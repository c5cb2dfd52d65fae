package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.WallClock;
import io.tokenrelay.agent.relay.destination.Explanations;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.token.TokenExchanges;
import io.tokenrelay.agent.relay.token.TransactionSource;
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

  private final @Nullable TransactionSource transactions;
  private final TokenExchanges exchanges;

  /** Made for the first hop that carries anything; null before. */
  private volatile @Nullable Passages passages;

  /**
   * @param transactions where transaction tokens come from that requests did not bring; null if
   *     none are made
   * @param exchanges where tokens are exchanged
   */
  public OutboundRelay(
      RelayPolicy policy,
      Counters counters,
      Ledger ledger,
      Switch enabled,
      @Nullable TransactionSource transactions,
      TokenExchanges exchanges) {
    this(policy, counters, ledger, enabled, transactions, exchanges, WallClock.INSTANCE);
  }

  /** Where no transaction tokens are made. */
  public OutboundRelay(RelayPolicy policy, Counters counters, Ledger ledger, Switch enabled) {
    this(policy, counters, ledger, enabled, null, name -> null, WallClock.INSTANCE);
  }

  OutboundRelay(
      RelayPolicy policy, Counters counters, Ledger ledger, Switch enabled, LongSupplier clock) {
    this(policy, counters, ledger, enabled, null, name -> null, clock);
  }

  OutboundRelay(
      RelayPolicy policy,
      Counters counters,
      Ledger ledger,
      Switch enabled,
      @Nullable TransactionSource transactions,
      TokenExchanges exchanges,
      LongSupplier clock) {
    this.exchanges = exchanges;
    this.transactions = transactions;
    this.counters = counters;
    this.ledger = ledger;
    this.enabled = enabled;
    this.clock = clock;
    this.policy = policy;
  }

  /** The reasons in logs and metrics for which a call gets no token, besides its destination's. */
  public static List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    for (Gate gate : Gate.OF_CALLERS_TOKEN) {
      if (gate != Gate.DESTINATION && gate != Gate.DRY_RUN) {
        reasons.add(gate.word());
      }
    }
    reasons.add(ExchangePassage.REASON);
    return reasons;
  }

  /** Uses another policy from the next hop on. */
  public void use(RelayPolicy policy) {
    synchronized (ledger) {
      this.policy = policy;
      this.passages = null;
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
      relayed = passages().relay((Snapshot) whole, hop, clock.getAsLong());
    } catch (Throwable thrown) {
      failed(thrown);
    }
    return relayed;
  }

  private Passages passages() {
    Passages passages = this.passages;
    if (passages == null) {
      synchronized (ledger) {
        Passage callers = callers();
        passages = new Passages(policy, callers, exchanges(callers), transactions());
        this.passages = passages;
      }
    }
    return passages;
  }

  private Passage callers() {
    return new Passage(new CallersToken(), policy, counters, ledger, log);
  }

  private List<ExchangePassage> exchanges(Passage callers) {
    List<ExchangePassage> all = new ArrayList<>();
    for (ExchangePolicy exchange : policy.exchanges) {
      all.add(
          new ExchangePassage(
              exchange, exchanges.find(exchange.name), callers, counters, ledger, log));
    }
    return all;
  }

  private @Nullable Passage transactions() {
    TransactionPolicy transactions = policy.transactions;
    return transactions == null
        ? null
        : new TransactionPassage(
            new TransactionToken(transactions.header, this.transactions),
            policy,
            counters,
            ledger,
            log);
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
      passages().callers().skipped(Event.SKIPPED_WRONG_REQUEST, hop, Gate.WRONG_REQUEST.word());
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
