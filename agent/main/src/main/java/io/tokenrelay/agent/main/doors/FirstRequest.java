package io.tokenrelay.agent.main.doors;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Inbound;
import io.tokenrelay.instrumentation.spi.Outbound;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before the inbound side until the second request arrives; then steps aside for good, so
 * that later requests pay nothing. What premain must not do begins with the first request, in the
 * background, and what would make that one slow with the second.
 */
public final class FirstRequest implements Inbound {
  private final Inbound inbound;
  private final Outbound outbound;
  private final Runnable onFirst;
  private final AfterStart onSecond;
  private final AtomicInteger received = new AtomicInteger();

  /**
   * @param onFirst called on the thread of the first request: hands its work to another one
   * @param onSecond announced by the first request, and done at the latest with the second
   */
  public FirstRequest(Inbound inbound, Outbound outbound, Runnable onFirst, AfterStart onSecond) {
    this.inbound = inbound;
    this.outbound = outbound;
    this.onFirst = onFirst;
    this.onSecond = onSecond;
  }

  @Override
  public Exchange receive(ServerRequest request) {
    int number = received.incrementAndGet();
    if (number == 1) {
      onFirst.run();
      onSecond.announce();
    } else if (number == 2) {
      Relay.install(inbound, outbound);
      onSecond.hurry();
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
