package io.tokenrelay.agent.main.doors;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Inbound;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the inbound side where tokens are enforced, and says once what is known of the
 * door: that the server asks before anything of an application, or that it is one of those which
 * answer some requests without asking. Before the first request nothing is known, whatever the
 * mode.
 *
 * <p>A wrapper, so that in mode {@code observe} nothing of it is on a request's way.
 */
public final class DoorWatch implements Inbound {
  private static final Logger LOG = LoggerFactory.getLogger(DoorWatch.class);
  private static final String OPEN =
      "tokens are enforced on this server only from the first filter or servlet of an application"
          + " on: it is none that TokenRelay knows at its door. OPEN without a token are files and"
          + " pages that the server sends by itself, and filters that are lambdas with captured"
          + " variables or were loaded before the agent. Put the service on a server of"
          + " docs/supported.md, or let something in front of it enforce tokens";

  private final Inbound inbound;
  private final Alarms alarms;
  private volatile @Nullable PortWatch ports;
  private volatile boolean shutSeen;
  private volatile boolean openSeen;

  public DoorWatch(Inbound inbound, Alarms alarms) {
    this.inbound = inbound;
    this.alarms = alarms;
  }

  /** Tells who watches the ports. */
  public void tells(PortWatch ports) {
    this.ports = ports;
  }

  @Override
  public Exchange receive(ServerRequest request) {
    Exchange received = inbound.receive(request); // first, since no line may keep it from being so
    if (!(shutSeen && openSeen)) {
      look(request);
    }
    return received;
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

  private void look(ServerRequest request) {
    try {
      if (!request.isAtTheDoor()) {
        if (Relay.exchange() != null) {
          return; // inside a request that came through a door: somebody has wrapped it
        }
        openSeen = true;
        if (alarms.raise(Alarms.Kind.OPEN_DOOR, "server", OPEN)) {
          LOG.error(OPEN);
        }
      } else if (!shutSeen) {
        shutSeen = true;
        PortWatch watch = ports;
        if (watch != null) {
          watch.doorSeen();
        }
        LOG.info(
            "tokens are enforced at the door of a server, before every filter, servlet and file");
      }
    } catch (Throwable cannotSay) {
      // The request has been decided, and nothing may reach the application from here.
    }
  }
}
