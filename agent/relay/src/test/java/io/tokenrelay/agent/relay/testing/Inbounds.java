package io.tokenrelay.agent.relay.testing;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.InboundPolicy;
import io.tokenrelay.agent.relay.InboundRelay;
import io.tokenrelay.agent.relay.limit.FailureLimit;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import java.util.function.LongSupplier;

/** Inbound sides for tests that are not about limits or the enforcement switch. */
public final class Inbounds {
  private Inbounds() {}

  public static InboundRelay of(
      InboundPolicy policy,
      TokenVerifier verifier,
      Counters counters,
      Switch enabled,
      LongSupplier clock) {
    return new InboundRelay(
        policy, verifier, null, FailureLimit.NONE, counters, enabled, new Switch(), clock);
  }
}
