package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.instrumentation.spi.Hop;
import org.jspecify.annotations.Nullable;

/** All that may be written on a hop under one policy, in order. Immutable; allocates nothing. */
final class Passages {
  private final RelayPolicy policy;
  private final Passage callers;
  private final @Nullable Passage transactions;

  /**
   * @param transactions null if transaction tokens are off
   */
  Passages(RelayPolicy policy, Passage callers, @Nullable Passage transactions) {
    this.policy = policy;
    this.callers = callers;
    this.transactions = transactions;
  }

  /** The passage of the caller's token. */
  Passage callers() {
    return callers;
  }

  /** Whether anything was written. */
  boolean relay(Snapshot of, Hop hop, long now) {
    boolean alone = false;
    boolean written = transactions != null && transactions.write(of, hop, now);
    if (written) {
      alone = of.callers() == null || policy.replacesCallersToken(hop);
    }
    if (alone) {
      callers.injected(hop, 0);
    } else {
      written |= callers.write(of, hop, now);
    }
    if (written && policy.affinityHeader != null) {
      writeAffinity(policy.affinityHeader, of, hop);
    }
    return written;
  }

  /** Names the caller to load balancers, without saying who it is. */
  private static void writeAffinity(String header, Snapshot of, Hop hop) {
    Token token = of.callers() == null ? of.transaction() : of.callers();
    String digest = token == null || !token.isVerified() ? null : token.digest();
    if (digest != null && hop.header(header) == null) {
      hop.setHeader(header, digest);
    }
  }
}
