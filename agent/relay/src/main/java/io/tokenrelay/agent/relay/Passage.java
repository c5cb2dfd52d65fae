package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.instrumentation.spi.Hop;
import org.jspecify.annotations.Nullable;

/** The gates under one policy, with what they share. Immutable; allocates nothing. */
final class Passage {
  static final Credential[] CREDENTIALS = {new CallersToken()};

  private static final Gate[] GATES = Gate.values();

  final RelayPolicy policy;
  final Counters counters;
  final OutboundLog log;

  Passage(RelayPolicy policy, Counters counters, OutboundLog log) {
    this.policy = policy;
    this.counters = counters;
    this.log = log;
  }

  /**
   * The header to write a credential to; null if a gate is closed, which then counts and logs it.
   */
  @Nullable String pass(Credential credential, Snapshot of, Hop hop, long now) {
    String header = policy.header;
    for (Gate gate : GATES) {
      header = gate.pass(header, this, credential, of, hop, now);
      if (header == null) {
        return null;
      }
    }
    return header;
  }
}
