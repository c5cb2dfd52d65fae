package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.destination.Decision;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.token.Exchanged;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.TokenExchange;
import io.tokenrelay.instrumentation.spi.Hop;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way of an exchanged token: all gates come first, so that nothing is requested for a hop that
 * may not have it. Where there is no exchanged token, the caller's goes out only where that is
 * asked for, and through its own gates.
 */
final class ExchangePassage extends Passage {
  /** The reason in logs and metrics. */
  static final String REASON = "exchange";

  private final ExchangePolicy exchange;
  private final @Nullable TokenExchange source;
  private final Passage callers;

  /**
   * @param source null if it cannot be used: nothing is exchanged
   * @param callers the way of the caller's token
   */
  ExchangePassage(
      ExchangePolicy exchange,
      @Nullable TokenExchange source,
      Passage callers,
      Counters counters,
      Ledger ledger,
      OutboundLog log) {
    super(new ExchangedToken(exchange), callers.policy, counters, ledger, log);
    this.exchange = exchange;
    this.source = source;
    this.callers = callers;
  }

  /** Whether it is for this hop. */
  boolean isFor(Hop hop) {
    return policy.destinations().isOn(exchange.match, hop);
  }

  @Override
  boolean write(Snapshot of, Hop hop, long now) {
    String header = header(of, hop, now);
    if (header == null) {
      return false;
    }
    Token subject = Objects.requireNonNull(of.callers());
    Exchanged exchanged = exchanged(subject, hop, now);
    if (exchanged == null || exchanged.token() == null) {
      return exchange.fallsBack ? callers.write(of, hop, now) : withhold(hop);
    }
    String value = exchanged.headerValue(of.headerValue(), subject.compact().length());
    if (Gate.isOversize(value, this, hop, now)) {
      return false;
    }
    injected(hop, value.length());
    hop.setHeader(header, value);
    return true;
  }

  /** What is not known to be somebody's is not exchanged. */
  private @Nullable Exchanged exchanged(Token subject, Hop hop, long now) {
    boolean knows = subject.isVerified() && subject.subject() != null && subject.expiresAt() > now;
    Exchanged exchanged =
        knows && source != null ? source.of(subject, !hop.isOnEventLoop(), now) : null;
    if (exchanged == null) {
      counters.count(Event.EXCHANGE_UNREADY);
    }
    return exchanged;
  }

  private boolean withhold(Hop hop) {
    Entry entry = ledger.skipped(destination(hop), REASON);
    if (!entry.isExplained()) {
      entry.explain(ExchangeProperties.ON_FAILURE.fullName(exchange.name) + "=original");
    }
    return false;
  }

  @Override
  void refused(Decision decision, Token token, Hop hop) {
    counters.count(Event.SKIPPED_DESTINATION);
    ledger.skipped(destination(hop), decision.reason());
  }
}
