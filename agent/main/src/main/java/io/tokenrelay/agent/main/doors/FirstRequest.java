package io.tokenrelay.agent.main.doors;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Inbound;
import io.tokenrelay.instrumentation.spi.Outbound;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands before the inbound side until the first request arrives; then steps aside for good, so
 * that later requests pay nothing, and starts in the background what premain must not.
 */
public final class FirstRequest implements Inbound {
  private final Inbound inbound;
  private final Outbound outbound;
  private final Runnable background;
  private final AtomicBoolean arrived = new AtomicBoolean();

  public FirstRequest(Inbound inbound, Outbound outbound, Runnable background) {
    this.inbound = inbound;
    this.outbound = outbound;
    this.background = background;
  }

  @Override
  public Exchange receive(ServerRequest request) {
    if (arrived.compareAndSet(false, true)) {
      Relay.install(inbound, outbound);
      Background.run("tokenrelay-first-request", background);
    }
    return inbound.receive(request);
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
  public boolean isEnforcing() {
    return inbound.isEnforcing();
  }
}
