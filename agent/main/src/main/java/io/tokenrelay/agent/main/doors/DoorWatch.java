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
 * Wraps the inbound side if tokens are enforced, and logs once what is known about the door: either
 * the server enforces before anything of an application runs, or it answers some requests without
 * enforcing. Nothing is known before the first request.
 *
 * <p>A wrapper, so that it costs nothing in mode {@code observe}.
 */
public final class DoorWatch extends ForwardingInbound {
  private static final Logger LOG = LoggerFactory.getLogger(DoorWatch.class);
  private static final String ALARM = "server";
  private static final String OPEN =
      "tokens are enforced on this server only from the first filter or servlet of an application"
          + " on, since TokenRelay does not know it, or its instrumentation is switched off. OPEN without a token are files and pages"
          + " that the server sends by itself, and filters that are lambdas with captured"
          + " variables or were loaded before the agent. Use a server listed in"
          + " docs/supported.md, or enforce tokens in front of the service";

  private final Alarms alarms;
  private final @Nullable UnderWay underWay;
  private volatile @Nullable PortWatch ports;
  private volatile boolean shutSeen;
  private volatile boolean openSeen;
  private volatile boolean wanted = true;

  /**
   * @param underWay the requests that the agent found in a running service; null where it started
   *     with it
   */
  public DoorWatch(Inbound inbound, Alarms alarms, @Nullable UnderWay underWay) {
    super(inbound);
    this.alarms = alarms;
    this.underWay = underWay;
  }

  /** Sets the watch over the ports, which is created later. */
  public void tells(PortWatch ports) {
    this.ports = ports;
  }

  /** Whether tokens are to be enforced from now on. What was found is found again. */
  public void want(boolean enforced) {
    if (wanted != enforced) {
      wanted = enforced;
      shutSeen = false;
      openSeen = false;
    }
    if (!enforced) {
      alarms.lower(Alarms.Kind.OPEN_DOOR, ALARM);
    }
  }

  @Override
  public Exchange receive(ServerRequest request) {
    Exchange received = inbound.receive(request); // first, since logging must not prevent it
    if (wanted && !(shutSeen && openSeen)) {
      look(request);
    }
    return received;
  }

  private boolean wasUnderWay() {
    return underWay != null
        && underWay.mayContain(new Throwable().getStackTrace(), System.nanoTime());
  }

  private void look(ServerRequest request) {
    try {
      if (!request.isAtTheDoor()) {
        if (Relay.exchange() != null) {
          return; // inside a request that came through a door: the request has been wrapped
        }
        if (openSeen || wasUnderWay()) {
          return;
        }
        openSeen = true;
        if (alarms.raise(Alarms.Kind.OPEN_DOOR, ALARM, OPEN)) {
          LOG.error(OPEN);
        }
      } else if (!shutSeen) {
        shutSeen = true;
        PortWatch watch = ports;
        if (watch != null) {
          watch.doorSeen();
        }
        if (alarms.of(Alarms.Kind.CLOSED).isEmpty()) {
          LOG.info(
              "tokens are enforced at the door of a server, before every filter, servlet and file");
        }
      }
    } catch (Throwable cannotSay) {
      // The decision stands; nothing may reach the application from here.
    }
  }
}
