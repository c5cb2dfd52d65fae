package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.instrumentation.spi.Hop;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one policy decides about places and the routes to them, whoever's token it is and whatever
 * the path: judged once, and cached.
 */
final class Rulings {
  private final DestinationList allow;
  private final DestinationList deny;
  private final Boundary boundary;
  private final Set<Guard> guards;
  private final RulingCache cache = new RulingCache();

  Rulings(DestinationList allow, DestinationList deny, Boundary boundary, Set<Guard> guards) {
    this.allow = allow;
    this.deny = deny;
    this.boundary = boundary;
    this.guards = guards;
  }

  /** The ruling on the place that a hop goes to. */
  Ruling of(Hop hop) {
    if (hop.isInProcess()) {
      return Ruling.IN_PROCESS;
    }
    Ruling ruling = cache.find(hop);
    if (ruling == null) {
      ruling = judge(hop);
      if (ruling != Ruling.MALFORMED) {
        cache.keep(hop, ruling);
      }
    }
    return ruling;
  }

  /** The ruling on another place that a hop's message names. */
  Ruling of(Destination place, Hop hop) {
    return judge(place, hop, true);
  }

  private Ruling judge(Hop hop) {
    Destination place = Destination.of(hop);
    if (place == null) {
      return Ruling.MALFORMED;
    }
    boolean mayBeRead = guards.contains(Guard.PROXY) && hop.isReadByProxy();
    return judge(place, hop, !mayBeRead || isTrusted(hop.proxy(), hop));
  }

  private Ruling judge(Destination place, Hop hop, boolean proxyTrusted) {
    boolean metadata = guards.contains(Guard.METADATA) && Metadata.isAt(place);
    return new Ruling(
        place,
        metadata ? Decision.GUARD_METADATA : null,
        deny.touches(place),
        allow.admits(place),
        boundary(place, hop),
        proxyTrusted);
  }

  private Decision boundary(Destination place, Hop hop) {
    if (boundary.contains(place)) {
      return Decision.ALLOWED_BOUNDARY;
    }
    if (!place.isConnected() || !boundary.names(place)) {
      return Decision.OUTSIDE;
    }
    return hop.peer() == null ? Decision.UNKNOWN_PEER : Decision.OUTSIDE_ADDRESS;
  }

  /** A proxy that reads the token needs the same trust as its receiver. */
  private boolean isTrusted(@Nullable InetSocketAddress proxy, Hop hop) {
    Destination place = proxy == null ? null : Destination.ofProxy(hop, proxy);
    return place != null
        && !Metadata.isAt(place)
        && !deny.touches(place)
        && (allow.admits(place) || boundary.contains(place));
  }
}
