package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.TokenWarnings.Cause;
import io.tokenrelay.agent.relay.access.AmbiguousPaths;
import io.tokenrelay.agent.relay.access.CorsPreflight;
import io.tokenrelay.agent.relay.capture.Presented;
import io.tokenrelay.agent.relay.capture.TokenSource;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.limit.FailureLimit;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.agent.relay.token.TransactionVerifier;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Inbound;
import io.tokenrelay.instrumentation.spi.Rejection;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The inbound use case: finds the caller's token, has it verified once, and decides what the
 * request carries or why it is rejected. Lives in the agent loader; called through {@code
 * Relay.inbound()} by every server's advice, before any filter of the application.
 */
public final class InboundRelay implements Inbound {
  /** All that the operator may change while requests are served: each is judged by one of these. */
  private volatile InUse inUse;

  private final TokenVerifier verifier;
  private final @Nullable ReceivedTransactions transactions;
  private final FailureLimit limit;
  private final Counters counters;
  private final Switch enabled;
  private final Switch enforcing;
  private final LongSupplier clock;
  private final Exchange anonymous;
  private final InboundLog log = new InboundLog();
  private final AmbiguousPaths ambiguous;
  private final TokenWarnings warnings;

  /**
   * @param transactions null if transaction tokens are off
   * @param limit the limit on failed verifications per client
   * @param enabled whether tokens are relayed; when off, they are still enforced
   * @param enforcing whether anything is rejected
   * @param clock milliseconds since the epoch
   */
  public InboundRelay(
      InboundPolicy policy,
      TokenVerifier verifier,
      @Nullable TransactionVerifier transactions,
      FailureLimit limit,
      Counters counters,
      Switch enabled,
      Switch enforcing,
      LongSupplier clock) {
    this.verifier = verifier;
    this.transactions =
        transactions == null ? null : new ReceivedTransactions(transactions, counters);
    this.limit = limit;
    this.counters = counters;
    this.enabled = enabled;
    this.enforcing = enforcing;
    this.clock = clock;
    this.anonymous = new AnonymousExchange(counters);
    this.ambiguous = new AmbiguousPaths(counters);
    this.warnings = new TokenWarnings(clock);
    this.inUse = new InUse(policy, counters);
  }

  /** Uses another policy from the next request on. */
  public void use(InboundPolicy policy) {
    this.inUse = new InUse(policy, counters);
  }

  @Override
  public Exchange receive(ServerRequest request) {
    InUse inUse = this.inUse;
    InboundPolicy policy = policy(inUse);
    boolean relays = enabled.isOn();
    if (!relays && policy.mode() == InboundPolicy.Mode.OBSERVE) {
      return anonymous;
    }
    try {
      counters.count(Event.REQUEST_RECEIVED);
      if (policy.mode() != InboundPolicy.Mode.OBSERVE) {
        ambiguous.watch(request, clock.getAsLong());
      }
      Exchange exchange = policy.isClosed() ? unread(request, policy) : receive(request, policy);
      return relays || exchange.rejection() != null ? exchange : anonymous;
    } catch (Throwable thrown) {
      return failed(thrown, policy, inUse);
    }
  }

  @Override
  public boolean mayWait(ServerRequest request) {
    try {
      InboundPolicy policy = policy(inUse);
      return presented(request, policy).compact() != null
          || (transactions != null && transactions.isIn(request, policy));
    } catch (Throwable decidedWhenReceived) {
      return false;
    }
  }

  @Override
  public Exchange nobody() {
    return anonymous;
  }

  @Override
  public Exchange failed(Throwable failure) {
    InUse inUse = this.inUse;
    return failed(failure, policy(inUse), inUse);
  }

  @Override
  public boolean isEnforcing() {
    return policy(inUse).mode() != InboundPolicy.Mode.OBSERVE;
  }

  /** The only place that reads the enforcement switch: once per request. */
  private InboundPolicy policy(InUse inUse) {
    return enforcing.isOn() ? inUse.policy : inUse.open;
  }

  private Exchange unread(ServerRequest request, InboundPolicy policy) {
    counters.count(Event.REQUEST_CLOSED);
    return refused(request, policy, policy.rejections.unavailable());
  }

  private Exchange receive(ServerRequest request, InboundPolicy policy) {
    Presented presented = presented(request, policy);
    switch (presented.kind()) {
      case NOTHING:
        counters.count(Event.REQUEST_WITHOUT_TOKEN);
        return transactions == null
            ? without(request, policy, policy.rejections.missing())
            : ofTransaction(request, policy, transactions);
      case DPOP:
        counters.count(Event.TOKEN_DPOP);
        warnings.warn(Cause.DPOP);
        return without(request, policy, policy.rejections.missing());
      case OPAQUE:
        return opaque(request, policy, presented);
      case SEVERAL:
        counters.count(Event.TOKEN_MULTIPLE);
        warnings.warn(Cause.SEVERAL);
        return refused(request, policy, policy.rejections.several());
      case MALFORMED:
      case TOO_LARGE:
        invalid(presented.kind() == Presented.Kind.TOO_LARGE ? Reason.TOO_LARGE : Reason.MALFORMED);
        log.received(request, presented.toString());
        warnings.warn(
            presented.kind() == Presented.Kind.TOO_LARGE ? Cause.TOO_LARGE : Cause.MALFORMED);
        return refused(request, policy, policy.rejections.malformed());
      case TOKEN:
        break;
    }
    String compact = presented.compact();
    return compact == null ? anonymous : verified(request, policy, presented, compact);
  }

  private Exchange opaque(ServerRequest request, InboundPolicy policy, Presented presented) {
    String text = presented.compact();
    if (text != null && policy.opaque == InboundPolicy.Opaque.INTROSPECT) {
      return verified(request, policy, presented, text);
    }
    counters.count(Event.TOKEN_OPAQUE);
    if (text == null || policy.opaque == InboundPolicy.Opaque.IGNORE) {
      warnings.warn(Cause.OPAQUE);
      return refused(request, policy, policy.rejections.invalid());
    }
    if (policy.mode()
        == InboundPolicy.Mode.ENFORCE) { // an unverified token never passes enforcement
      return refused(request, policy, policy.rejections.invalid());
    }
    RequestLife life = new RequestLife(clock);
    Snapshot snapshot = Snapshot.of(Token.unverified(text), policy.scheme, presented, life);
    return ReceivedExchange.of(snapshot, policy, life, counters);
  }

  private Exchange verified(
      ServerRequest request, InboundPolicy policy, Presented presented, String compact) {
    Admission admission = Admission.of(request, limit);
    Verdict verdict = verifier.verify(compact, policy.rules, admission);
    Token token = verdict.token();
    if (token != null) {
      counters.count(Event.TOKEN_VALID);
      log.received(request, token, policy);
      if (lacksProof(token)
          && policy.mode() != InboundPolicy.Mode.OBSERVE
          && !isExempt(request, policy)) {
        return rejected(request, policy, policy.rejections.invalid());
      }
      Exchange insufficient = insufficient(request, policy, token);
      if (insufficient != null) {
        return insufficient;
      }
      Verdict beside =
          transactions == null ? null : transactions.of(request, policy, token, admission);
      if (beside != null && isWrong(beside, request, policy)) {
        return refused(request, policy, policy.rejections.ofTransaction(beside));
      }
      RequestLife life = new RequestLife(clock);
      Token transaction = beside == null ? null : beside.token();
      Snapshot snapshot = Snapshot.of(token, policy.scheme, presented, transaction, life);
      return ReceivedExchange.of(snapshot, policy, life, counters);
    }
    Reason reason = verdict.reason();
    if (reason != null && verdict.outcome() == Verdict.Outcome.INVALID) {
      invalid(reason); // the verifier counts those that it could not verify
    }
    log.received(request, verdict.toString());
    warnings.warn(verdict);
    return refused(request, policy, policy.rejections.of(verdict));
  }

  /**
   * Whether a transaction token spoils its request: it belongs to another caller, or it is bad and
   * such are rejected. One that cannot be verified now is only left behind: it is not what says who
   * the caller is.
   */
  private static boolean isWrong(Verdict beside, ServerRequest request, InboundPolicy policy) {
    return beside.reason() == Reason.MIXED
        || (beside.outcome() == Verdict.Outcome.INVALID
            && policy.mode() != InboundPolicy.Mode.OBSERVE
            && !isExempt(request, policy));
  }

  /**
   * A request with a transaction token at most. From a peer that is trusted with it, the token says
   * who the caller is; from everyone else it is only carried.
   */
  private Exchange ofTransaction(
      ServerRequest request, InboundPolicy policy, ReceivedTransactions transactions) {
    Admission admission = Admission.of(request, limit);
    if (policy.transactions != null && policy.transactions.identifies(request)) {
      Verdict verdict = transactions.identifying(request, policy, admission);
      return verdict == null
          ? without(request, policy, policy.rejections.missing())
          : ofIdentity(request, policy, verdict);
    }
    Verdict verdict = transactions.of(request, policy, null, admission);
    if (verdict != null && isWrong(verdict, request, policy)) {
      return refused(request, policy, policy.rejections.ofTransaction(verdict));
    }
    Token transaction = verdict == null ? null : verdict.token();
    return transaction == null || policy.mode() == InboundPolicy.Mode.ENFORCE
        ? without(request, policy, policy.rejections.missing())
        : carrying(transaction, false, policy);
  }

  private Exchange ofIdentity(ServerRequest request, InboundPolicy policy, Verdict verdict) {
    Token transaction = verdict.token();
    if (transaction == null) {
      return refused(request, policy, policy.rejections.of(verdict));
    }
    log.received(request, transaction, policy);
    Exchange rejected = insufficient(request, policy, transaction);
    return rejected == null ? carrying(transaction, true, policy) : rejected;
  }

  private Exchange carrying(Token transaction, boolean identifies, InboundPolicy policy) {
    RequestLife life = new RequestLife(clock);
    Snapshot snapshot = Snapshot.ofTransaction(transaction, identifies, life);
    return ReceivedExchange.of(snapshot, policy, life, counters);
  }

  /** The rejection of a request whose caller may not make it; null if there is none. */
  private @Nullable Exchange insufficient(
      ServerRequest request, InboundPolicy policy, Token token) {
    Set<String> unmet = policy.rules.unmet(request, token.grants());
    if (unmet == null || isExempt(request, policy)) {
      return null;
    }
    counters.count(Event.TOKEN_INSUFFICIENT);
    return policy.mode() == InboundPolicy.Mode.OBSERVE
        ? null
        : rejected(request, policy, policy.rejections.insufficient(unmet));
  }

  private void invalid(Reason reason) {
    counters.count(Event.TOKEN_INVALID);
    counters.count(reason.event());
  }

  /**
   * A token bound to a DPoP key that arrives as a plain bearer token may have been stolen, which is
   * what the binding protects against (RFC 9449 §7.2). It is never relayed.
   */
  private boolean lacksProof(Token token) {
    if (token.bindsCertificate()) {
      counters.count(Event.TOKEN_CERTIFICATE_BOUND);
    }
    if (token.bindsDpopKey()) {
      counters.count(Event.TOKEN_DPOP_AS_BEARER);
      warnings.warn(Cause.BOUND);
    }
    return token.bindsDpopKey();
  }

  private static Presented presented(ServerRequest request, InboundPolicy policy) {
    List<TokenSource> sources = policy.sources;
    Presented presented = Presented.NOTHING;
    for (int i = 0; i < sources.size(); i++) {
      presented = presented.and(sources.get(i).find(request, policy.maxTokenBytes));
    }
    return presented;
  }

  /** A request without a token to verify. */
  private Exchange without(ServerRequest request, InboundPolicy policy, Rejection rejection) {
    return policy.mode() == InboundPolicy.Mode.ENFORCE
        ? refused(request, policy, rejection)
        : anonymous;
  }

  /** A request that only its mode, path or method can let in. */
  private Exchange refused(ServerRequest request, InboundPolicy policy, Rejection rejection) {
    if (policy.mode() == InboundPolicy.Mode.OBSERVE || isExempt(request, policy)) {
      return anonymous;
    }
    return rejected(request, policy, rejection);
  }

  private Exchange rejected(ServerRequest request, InboundPolicy policy, Rejection rejection) {
    return rejected(policy.corsOrigins.open(rejection, request));
  }

  private Exchange rejected(Rejection rejection) {
    counters.count(Event.REQUEST_REJECTED);
    counters.count(Rejections.event(rejection.kind()));
    return ReceivedExchange.rejected(rejection, counters, clock);
  }

  private static boolean isExempt(ServerRequest request, InboundPolicy policy) {
    return policy.exemptPaths.contain(request)
        || (policy.bypassesCorsPreflight
            && CorsPreflight.is(request)
            && !policy.rules.name(request));
  }

  /**
   * The application goes on; but where tokens are enforced, a request that could not be verified
   * gets a 503, or an error that a caller can provoke would open the door.
   *
   * <p>Decided before anything is counted or logged, with objects created in advance: the error may
   * be that memory or stack has run out, or logging fails.
   */
  private Exchange failed(Throwable thrown, InboundPolicy policy, InUse inUse) {
    boolean observes = policy.mode() == InboundPolicy.Mode.OBSERVE;
    Exchange decided = observes ? anonymous : inUse.unavailable;
    try {
      counters.count(Event.INTERNAL_ERROR);
      counters.count(Event.REQUEST_FAILED);
      if (!observes) {
        counters.count(Event.REQUEST_REJECTED);
        counters.count(Event.REJECTED_503);
      }
      log.failed(thrown, observes, clock.getAsLong());
    } catch (Throwable worse) {
      // The decision stands; nothing else may reach the application from here.
    }
    return decided;
  }

  @Override
  public String toString() {
    return "inbound relay, mode " + inUse.policy.mode();
  }

  /** A policy, and what is made of it in advance. */
  private static final class InUse {
    private final InboundPolicy policy;

    /** The same, where the enforcement switch is off. */
    private final InboundPolicy open;

    /** What an error of ours is answered with, where tokens are enforced. */
    private final Exchange unavailable;

    InUse(InboundPolicy policy, Counters counters) {
      this.policy = policy;
      this.open = policy.observing();
      this.unavailable = new AnonymousExchange(counters, policy.rejections.unavailable());
    }
  }
}
