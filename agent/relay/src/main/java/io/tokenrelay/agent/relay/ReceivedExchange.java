package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Rejection;
import java.security.Principal;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A request whose caller is known, or one that is rejected. */
final class ReceivedExchange implements Exchange {
  private final @Nullable Snapshot snapshot;
  private final @Nullable Rejection rejection;
  private final @Nullable InboundPolicy policy;
  private final RequestLife life;
  private final Counters counters;

  private ReceivedExchange(
      @Nullable Snapshot snapshot,
      @Nullable Rejection rejection,
      @Nullable InboundPolicy policy,
      RequestLife life,
      Counters counters) {
    this.snapshot = snapshot;
    this.rejection = rejection;
    this.policy = policy;
    this.life = life;
    this.counters = counters;
  }

  static Exchange of(Snapshot snapshot, InboundPolicy policy, RequestLife life, Counters counters) {
    return new ReceivedExchange(snapshot, null, policy, life, counters);
  }

  static Exchange rejected(Rejection rejection, Counters counters, LongSupplier clock) {
    return new ReceivedExchange(null, rejection, null, new RequestLife(clock), counters);
  }

  @Override
  public void enter() {
    if (Carrier.enter(this, snapshot)) {
      counters.count(Event.LEFTOVER_CLEARED);
    }
  }

  @Override
  public void exit() {
    Carrier.exit(this);
  }

  @Override
  public void completed() {
    life.complete();
  }

  @Override
  public @Nullable Rejection rejection() {
    return rejection;
  }

  @Override
  public @Nullable Object snapshot() {
    return snapshot;
  }

  @Override
  public @Nullable Map<String, String> identity() {
    ShownIdentity shown = policy != null && policy.exposesIdentity ? shown() : null;
    return shown == null ? null : shown.asMap();
  }

  @Override
  public @Nullable Principal principal() {
    ShownIdentity shown = policy != null && policy.exposesPrincipal ? shown() : null;
    String subject = shown == null ? null : shown.subject();
    return subject == null ? null : new CallersPrincipal(subject);
  }

  private @Nullable ShownIdentity shown() {
    Token token = snapshot == null ? null : snapshot.identity();
    return token == null ? null : ShownIdentity.of(token);
  }

  /** Whether a snapshot was taken of this request. */
  boolean owns(Snapshot snapshot) {
    return snapshot.isOf(life);
  }
}
