package io.tokenrelay.agent.main;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Measured;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.TransactionSource;
import io.tokenrelay.agent.relay.token.TransactionVerifier;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.verify.txn.TransactionTokens;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.bootstrap.StackRoom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Transaction tokens, made for the first of them or when keys are fetched, whichever comes first: a
 * starting application does not pay for them.
 */
final class LateTransactions implements TransactionVerifier, TransactionSource, Measured {
  private final Values values;
  private final Counters counters;
  private final LongSupplier clock;
  private volatile @Nullable TransactionTokens tokens;

  /**
   * @param values of the agent, with transaction tokens on
   */
  LateTransactions(Values values, Counters counters, LongSupplier clock) {
    this.values = values;
    this.counters = counters;
    this.clock = clock;
  }

  @Override
  public Verdict verify(
      String compact, Requirements by, @Nullable Token beside, Admission admission) {
    TransactionTokens tokens = made();
    return tokens == null ? Verdict.unavailable() : tokens.verify(compact, by, beside, admission);
  }

  @Override
  public @Nullable Token of(Token callers, long now) {
    TransactionTokens tokens = made();
    return tokens == null ? null : tokens.of(callers, now);
  }

  @Override
  public @Nullable Token ready(Token callers, long now) {
    TransactionTokens tokens = made();
    return tokens == null ? null : tokens.ready(callers, now);
  }

  @Override
  public void measure(Measurements to) {
    TransactionTokens tokens = this.tokens;
    if (tokens != null) {
      tokens.measure(to);
    }
  }

  /** Fetches the keys in the background, before a token needs them. */
  void prefetch() {
    TransactionTokens tokens = made();
    if (tokens != null) {
      tokens.prefetch();
    }
  }

  /** The public keys of this service's own transaction tokens; null if it mints none. */
  @Nullable String jwks() {
    TransactionTokens tokens = made();
    return tokens == null ? null : tokens.jwks();
  }

  private @Nullable TransactionTokens made() {
    TransactionTokens tokens = this.tokens;
    return tokens == null ? make() : tokens;
  }

  /** Null if that fails: then there is none. */
  private synchronized @Nullable TransactionTokens make() {
    TransactionTokens tokens = this.tokens;
    if (tokens == null) {
      Object mine = Carrier.snapshot(); // our threads are no work of the request
      try {
        StackRoom.need();
        Carrier.swap(null);
        tokens = TransactionTokens.start(values, counters, clock);
        this.tokens = tokens;
      } catch (RuntimeException | Error e) { // the application must not see it
        counters.count(Event.INTERNAL_ERROR);
      } finally {
        Carrier.swap(mine);
      }
    }
    return tokens;
  }
}
