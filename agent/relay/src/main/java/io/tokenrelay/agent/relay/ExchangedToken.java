package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.relay.destination.Decision;
import io.tokenrelay.instrumentation.spi.Hop;

/**
 * What the caller's token is exchanged for, in the place of the caller's token: the same header,
 * but destinations of its own.
 */
final class ExchangedToken extends CallersToken {
  private final ExchangePolicy exchange;

  ExchangedToken(ExchangePolicy exchange) {
    this.exchange = exchange;
  }

  @Override
  public Gate[] gates() {
    return Gate.BEFORE_AN_EXCHANGE;
  }

  @Override
  public Decision decide(Snapshot snapshot, Hop hop, RelayPolicy policy) {
    return policy.destinations().decideExchanged(token(snapshot), exchange.match, hop);
  }
}
