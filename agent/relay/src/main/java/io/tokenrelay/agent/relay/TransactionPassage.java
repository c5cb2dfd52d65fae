package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.destination.Decision;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.instrumentation.spi.Hop;
import org.jspecify.annotations.Nullable;

/**
 * The gates of a transaction token. It is only counted: what became of the call is in the ledger by
 * its caller's token.
 */
final class TransactionPassage extends Passage {
  TransactionPassage(
      Credential credential,
      RelayPolicy policy,
      Counters counters,
      Ledger ledger,
      OutboundLog log) {
    super(credential, policy, counters, ledger, log);
  }

  @Override
  @Nullable Entry skipped(Event event, Hop hop, String reason) {
    counters.count(event == Event.TXN_UNREADY ? event : Event.TXN_SKIPPED);
    return null;
  }

  @Override
  void refused(Decision decision, Token token, Hop hop) {
    counters.count(Event.TXN_SKIPPED);
  }

  @Override
  void rehearsed(Hop hop) {}

  @Override
  void injected(Hop hop, int headerBytes) {
    counters.count(Event.TXN_RELAYED);
    ledger.wrote(headerBytes, hop.isGrpc());
  }
}
