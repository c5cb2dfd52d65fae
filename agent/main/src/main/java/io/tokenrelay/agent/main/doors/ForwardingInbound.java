package io.tokenrelay.agent.main.doors;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Inbound;
import io.tokenrelay.instrumentation.spi.ServerRequest;

/** Stands before another inbound side, and changes nothing but what it does on each request. */
abstract class ForwardingInbound implements Inbound {
  final Inbound inbound;

  ForwardingInbound(Inbound inbound) {
    this.inbound = inbound;
  }

  @Override
  public boolean mayWait(ServerRequest request) {
    return inbound.mayWait(request);
  }

  @Override
  public Exchange nobody() {
    return inbound.nobody();
  }

  @Override
  public Exchange failed(Throwable failure) {
    return inbound.failed(failure);
  }

  @Override
  public boolean removesHeaders() {
    return inbound.removesHeaders();
  }

  @Override
  public boolean isEnforcing() {
    return inbound.isEnforcing();
  }
}
