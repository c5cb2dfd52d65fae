package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.instrumentation.spi.Hop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that may be written on a hop under one policy, in order. Immutable; allocates nothing. */
final class Passages {
  private final RelayPolicy policy;
  private final Passage callers;
  private final List<ExchangePassage> exchanges;
  private final @Nullable Passage transactions;

  /**
   * @param exchanges in their order
   * @param transactions null if transaction tokens are off
   */
  Passages(
      RelayPolicy policy,
      Passage callers,
      List<ExchangePassage> exchanges,
      @Nullable Passage transactions) {
    this.policy = policy;
    this.callers = callers;
    this.exchanges = exchanges;
    this.transactions = transactions;
  }

  /** The passage of the caller's token. */
  Passage callers() {
    return callers;
  }

  /**
   * The caller's token decides: where it may not go, since the application has credentials of its
   * own, say, nothing else of the caller goes either.
   *
   * @return whether anything was written
   */
  boolean relay(Snapshot of, Hop hop, long now) {
    boolean written = of.callers() == null ? writeAlone(of, hop, now) : write(of, hop, now);
    if (written && policy.affinityHeader != null) {
      writeAffinity(policy.affinityHeader, of, hop);
    }
    return written;
  }

  private boolean write(Snapshot of, Hop hop, long now) {
    ExchangePassage exchange = exchangeFor(hop);
    if (exchange != null) { // beside it, a transaction token would belong to another token
      return exchange.write(of, hop, now);
    }
    String header = callers.pass(of, hop, now);
    if (header == null) {
      return false;
    }
    boolean replaced =
        transactions != null
            && policy.replacesCallersToken(hop)
            && transactions.write(of, hop, now);
    if (replaced) {
      callers.injected(hop, 0);
      return true;
    }
    callers.writeTo(header, of, hop);
    if (transactions != null && !policy.replacesCallersToken(hop)) {
      transactions.write(of, hop, now);
    }
    return true;
  }

  /** A request that brought a transaction token alone. */
  private boolean writeAlone(Snapshot of, Hop hop, long now) {
    boolean written =
        transactions != null && !hasOwnCredentials(hop) && transactions.write(of, hop, now);
    if (written) {
      callers.injected(hop, 0);
    }
    return written;
  }

  /** Beside which a user's token would be a second caller. */
  private static boolean hasOwnCredentials(Hop hop) {
    return hop.header(RelayPolicy.AUTHORIZATION) != null || Gate.hasCredentials(hop);
  }

  /** The first exchange for the hop; null if it gets the caller's token. */
  private @Nullable ExchangePassage exchangeFor(Hop hop) {
    for (int i = 0; i < exchanges.size(); i++) { // without an iterator
      ExchangePassage exchange = exchanges.get(i);
      if (exchange.isFor(hop)) {
        return exchange;
      }
    }
    return null;
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
