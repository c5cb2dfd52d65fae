package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.destination.Decision;
import io.tokenrelay.agent.relay.destination.Destination;
import io.tokenrelay.agent.relay.destination.Explanations;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.instrumentation.spi.Hop;
import org.jspecify.annotations.Nullable;

/**
 * The gates of one credential under one policy, with what they share; here those of the caller's
 * token, whose every hop is entered into the ledger. Immutable; allocates nothing.
 */
class Passage {
  final RelayPolicy policy;
  final Counters counters;
  final OutboundLog log;
  final Ledger ledger;
  private final Credential credential;
  private final Gate[] gates;

  Passage(
      Credential credential,
      RelayPolicy policy,
      Counters counters,
      Ledger ledger,
      OutboundLog log) {
    this.credential = credential;
    this.gates = credential.gates();
    this.policy = policy;
    this.counters = counters;
    this.ledger = ledger;
    this.log = log;
  }

  /** Counts a hop that does not get the credential. */
  @Nullable Entry skipped(Event event, Hop hop, String reason) {
    counters.count(event);
    return ledger.skipped(destination(hop), reason);
  }

  /** Counts a hop whose destination, or another that its message names, may not have it. */
  void refused(Decision decision, Token token, Hop hop) {
    counters.count(Event.SKIPPED_DESTINATION);
    Destination stray = Explanations.strayOf(decision, token, hop, policy.destinations());
    String name = stray == null ? destination(hop) : stray.name();
    Entry entry = ledger.skipped(name, decision.reason());
    if (name != null && decision.hasRemedy() && !entry.isExplained()) {
      log.explain(entry, Explanations.remedy(decision, hop, stray, name, policy.destinations()));
    }
  }

  /** Counts a hop that would get the credential. */
  void rehearsed(Hop hop) {
    counters.count(Event.RELAY_DRY_RUN);
    ledger.rehearsed(destination(hop));
  }

  /** Counts a hop that gets the credential. */
  void injected(Hop hop, int headerBytes) {
    counters.count(Event.RELAYED);
    ledger.injected(destination(hop), headerBytes, hop.isGrpc());
  }

  final @Nullable String destination(Hop hop) {
    return Explanations.nameOf(hop, policy.destinations());
  }

  /** Writes the credential, if there is one and the hop may have it. */
  boolean write(Snapshot of, Hop hop, long now) {
    String header = header(of, hop, now);
    if (header != null) {
      writeTo(header, of, hop);
    }
    return header != null;
  }

  /** Writes what has passed. */
  final void writeTo(String header, Snapshot of, Hop hop) {
    String value = credential.headerValue(of);
    injected(hop, value.length()); // first: what was written must never go uncounted
    hop.setHeader(header, value);
  }

  /** The header to write to; null if there is no credential, or the hop may not have it. */
  final @Nullable String header(Snapshot of, Hop hop, long now) {
    return credential.isOf(of) ? pass(of, hop, now) : null;
  }

  /** The header to write to; null if a gate is closed, which then counts and logs it. */
  final @Nullable String pass(Snapshot of, Hop hop, long now) {
    String header = policy.header;
    for (Gate gate : gates) {
      header = gate.pass(header, this, credential, of, hop, now);
      if (header == null) {
        return null;
      }
    }
    return header;
  }
}
