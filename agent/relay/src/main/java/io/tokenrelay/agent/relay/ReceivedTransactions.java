package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.capture.Presented;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.TransactionVerifier;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import org.jspecify.annotations.Nullable;

/** Finds the transaction token of a request, and has it verified beside its caller's token. */
final class ReceivedTransactions {
  private final TransactionVerifier verifier;
  private final Counters counters;

  ReceivedTransactions(TransactionVerifier verifier, Counters counters) {
    this.verifier = verifier;
    this.counters = counters;
  }

  /** Whether there is anything to verify. */
  boolean isIn(ServerRequest request, InboundPolicy policy) {
    return policy.transactions != null && request.header(policy.transactions.header) != null;
  }

  /**
   * What a request's transaction token is worth; it is counted.
   *
   * @param beside the caller's verified token; null if there is none
   * @return null if the request has no transaction token
   */
  @Nullable Verdict of(
      ServerRequest request, InboundPolicy policy, @Nullable Token beside, Admission admission) {
    return of(request, policy, Requirements.NONE, beside, admission);
  }

  /** The same of a token that says who the caller is. */
  @Nullable Verdict identifying(ServerRequest request, InboundPolicy policy, Admission admission) {
    return of(request, policy, policy.rules, null, admission);
  }

  private @Nullable Verdict of(
      ServerRequest request,
      InboundPolicy policy,
      Requirements by,
      @Nullable Token beside,
      Admission admission) {
    TransactionPolicy transactions = policy.transactions;
    if (transactions == null) {
      return null;
    }
    Presented presented = transactions.received.find(request, policy.maxTokenBytes);
    if (presented.kind() == Presented.Kind.NOTHING) {
      return null;
    }
    Verdict verdict = judge(presented, by, beside, admission);
    counters.count(event(verdict));
    return verdict;
  }

  private Verdict judge(
      Presented presented, Requirements by, @Nullable Token beside, Admission admission) {
    String compact = presented.compact();
    switch (presented.kind()) {
      case TOKEN:
        return compact == null
            ? Verdict.invalid(Reason.MALFORMED)
            : verifier.verify(compact, by, beside, admission);
      case SEVERAL:
        return Verdict.invalid(Reason.MIXED);
      case TOO_LARGE:
        return Verdict.invalid(Reason.TOO_LARGE);
      default:
        return Verdict.invalid(Reason.MALFORMED);
    }
  }

  private static Event event(Verdict verdict) {
    switch (verdict.outcome()) {
      case VALID:
        return Event.TXN_ACCEPTED;
      case UNAVAILABLE:
        return Event.TXN_UNAVAILABLE;
      default:
        return verdict.reason() == Reason.MIXED ? Event.TXN_MIXED : Event.TXN_INVALID;
    }
  }
}
