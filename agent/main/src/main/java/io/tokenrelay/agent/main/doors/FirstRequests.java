package io.tokenrelay.agent.main.doors;

import io.tokenrelay.bootstrap.StackRoom;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Inbound;
import io.tokenrelay.instrumentation.spi.Outbound;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before the inbound side for the first requests; then steps aside for good, so that later
 * ones pay nothing. They need room on the stack, for they use much for the first time; one that has
 * none fails as if the error were ours. The first one says that the application serves, the second
 * that the first has been answered, or nearly: what would make a first answer slow can begin.
 */
public final class FirstRequests extends ForwardingInbound {
  private final Outbound outbound;
  private final Listener listener;
  private final AtomicInteger received = new AtomicInteger();
  private volatile boolean begun;

  public FirstRequests(Inbound inbound, Outbound outbound, Listener listener) {
    super(inbound);
    this.outbound = outbound;
    this.listener = listener;
  }

  @Override
  public Exchange receive(ServerRequest request) {
    try {
      StackRoom.need();
    } catch (StackOverflowError noRoom) {
      return inbound.failed(noRoom);
    }
    if (!begun) {
      begin();
    }
    int number = received.incrementAndGet();
    if (number == 2) {
      listener.second();
    }
    return inbound.receive(request);
  }

  /** From now on nothing is used for the first time. */
  public void stepAside() {
    Relay.install(inbound, outbound);
  }

  /** Others wait for it, since they need what it prepares. */
  private synchronized void begin() {
    if (!begun) {
      listener.first();
      begun = true;
    }
  }

  /** Called on the thread of the request, so work is handed to another one. Throws nothing. */
  public interface Listener {
    void first();

    void second();
  }
}
