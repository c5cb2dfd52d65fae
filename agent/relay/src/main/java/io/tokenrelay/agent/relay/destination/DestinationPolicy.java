package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.instrumentation.spi.Hop;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each hop whether it may have the token: guards, deny list, allow list, audience,
 * boundary, in this order. It judges the peer that the bytes go to: by the connection's address and
 * proxy if there is a connection, otherwise by its name; and also every other place that the
 * message names, by its name. It looks up no names.
 *
 * <p>Called by {@code OutboundRelay} on the application's thread. Immutable except for the issuers'
 * endpoints, as they become known, and a cache of rulings: what concerns the place and the route to
 * it is cached ({@link Rulings}), what concerns the token or the path is decided each time. {@link
 * Explanations} says why.
 */
public final class DestinationPolicy {
  private final DestinationMode mode;
  private final DestinationList allow;
  private final DestinationList deny;
  private final IssuerPlaces issuers;
  private final Set<Guard> guards;
  private final boolean audienceMatch;
  private final boolean allowInsecure;
  private final Rulings rulings;

  private DestinationPolicy(Values values, IssuerPlaces issuers) {
    this.issuers = issuers;
    // an unreadable entry of the deny list may be any place
    this.mode =
        values.isRefused(DestinationProperties.DENY)
            ? DestinationMode.OFF
            : values.get(DestinationProperties.DESTINATIONS);
    this.allow = values.get(DestinationProperties.ALLOW);
    this.deny = values.get(DestinationProperties.DENY);
    Set<Guard> on = EnumSet.allOf(Guard.class);
    on.removeAll(values.get(DestinationProperties.GUARDS_DISABLE));
    if (values.get(DestinationProperties.UPGRADES)) {
      on.remove(Guard.UPGRADE);
    }
    this.guards = Collections.unmodifiableSet(on);
    this.audienceMatch = values.get(DestinationProperties.AUDIENCE_MATCH);
    this.allowInsecure = values.get(DestinationProperties.ALLOW_INSECURE);
    Boundary boundary =
        new Boundary(
            values.get(DestinationProperties.BOUNDARY_SUFFIXES),
            values.get(DestinationProperties.BOUNDARY_CIDRS));
    this.rulings = new Rulings(allow, deny, boundary, guards);
  }

  /**
   * @param issuers the places that tokens are kept from; more may become known later
   */
  public static DestinationPolicy of(Values values, IssuerPlaces issuers) {
    return new DestinationPolicy(values, issuers);
  }

  public DestinationMode mode() {
    return mode;
  }

  /** The places of issuers, which tokens are kept from. */
  public IssuerPlaces issuers() {
    return issuers;
  }

  /** Whether this hop may have this token. */
  public Decision decide(Token token, Hop hop) {
    return decide(token, null, hop);
  }

  /**
   * Whether this hop may have what this token is exchanged for: each place that it names must be on
   * the list of the exchange, which counts instead of the allow list, the audience and the
   * boundary. A token that is bound to its holder's key can leave in this way alone.
   */
  public Decision decideExchanged(Token token, DestinationList match, Hop hop) {
    return decide(token, match, hop);
  }

  private Decision decide(Token token, @Nullable DestinationList match, Hop hop) {
    if (mode == DestinationMode.OFF) {
      return Decision.OFF;
    }
    if (has(Guard.CONNECT) && hop.method().equalsIgnoreCase("CONNECT")) {
      return Decision.GUARD_CONNECT;
    }
    Ruling ruling = ruling(hop);
    Decision decision = decide(token, match, hop, ruling);
    if (!decision.isAllowed()) {
      return decision;
    }
    String alias = hop.alias();
    Decision refusal = alias == null ? null : refusal(alias, hop);
    if (refusal != null) {
      return refusal;
    }
    List<Destination> others = NamedPlaces.besides(ruling.place(), hop);
    if (others == null) {
      return Decision.MALFORMED_HOST;
    }
    for (int i = 0; i < others.size(); i++) {
      Decision other = decide(token, match, hop, ruling(others.get(i), hop));
      if (!other.isAllowed()) {
        return other;
      }
    }
    return decision;
  }

  /** The same with a ruling on one of the places that the hop names. */
  Decision decide(Token token, Hop hop, Ruling ruling) {
    return decide(token, null, hop, ruling);
  }

  private Decision decide(Token token, @Nullable DestinationList match, Hop hop, Ruling ruling) {
    Decision guard = guard(token, match != null, hop, ruling);
    if (guard != null) {
      return guard;
    }
    if (ruling.isDenied() || deny.namesServiceOf(hop)) {
      return Decision.DENIED;
    }
    Decision grounds =
        match == null ? grounds(token, hop, ruling) : grounds(match, hop, ruling.place());
    if (grounds.isAllowed() && !ruling.isProxyTrusted()) {
      return Decision.GUARD_PROXY;
    }
    Destination place = ruling.place();
    if (!grounds.isAllowed() || ruling.isInside() || place == null || place.isSecure()) {
      return grounds;
    }
    if (hop.isGrpc()) {
      return Decision.INSECURE_GRPC;
    }
    return allowInsecure ? grounds : Decision.INSECURE;
  }

  private @Nullable Decision guard(Token token, boolean exchanged, Hop hop, Ruling ruling) {
    if (ruling.guard() != null) {
      return ruling.guard();
    }
    Destination place = ruling.place();
    if (has(Guard.ISSUER) && place != null && issuers.areMeantBy(hop, place)) {
      return Decision.GUARD_ISSUER;
    }
    if (has(Guard.PRESIGNED) && SignedUrl.isSigned(hop.path(), hop.header("Cookie"))) {
      return Decision.GUARD_PRESIGNED;
    }
    if (!exchanged && has(Guard.BOUND) && token.isBound()) {
      return Decision.GUARD_BOUND;
    }
    if (has(Guard.UPGRADE) && Upgrade.isAskedBy(hop)) {
      return Decision.GUARD_UPGRADE;
    }
    return has(Guard.WORKLOAD) && token.isWorkload() ? Decision.GUARD_WORKLOAD : null;
  }

  private @Nullable Decision refusal(String alias, Hop hop) {
    Destination place = Destination.ofAlias(hop, alias);
    if (place == null) {
      return Decision.MALFORMED_HOST;
    }
    if (has(Guard.METADATA) && Metadata.isAt(place)) {
      return Decision.GUARD_METADATA;
    }
    if (has(Guard.ISSUER) && issuers.areMeantBy(hop, place)) {
      return Decision.GUARD_ISSUER;
    }
    return deny.touches(place) ? Decision.DENIED : null;
  }

  private static Decision grounds(DestinationList match, Hop hop, @Nullable Destination place) {
    return (place != null && match.admits(place)) || match.namesServiceOf(hop)
        ? Decision.ALLOWED_LISTED
        : Decision.OUTSIDE;
  }

  private Decision grounds(Token token, Hop hop, Ruling ruling) {
    if (ruling.isListed() || allow.namesServiceOf(hop)) {
      return Decision.ALLOWED_LISTED;
    }
    if (mode == DestinationMode.ALL) {
      return Decision.ALLOWED_ALL;
    }
    if (mode == DestinationMode.LISTED) {
      return Decision.OUTSIDE;
    }
    Destination place = ruling.place();
    if (audienceMatch && place != null && Audience.names(token.audiences(), place)) {
      return Decision.ALLOWED_AUDIENCE;
    }
    return ruling.boundary();
  }

  /** Whether the hop stays inside the boundary, and its message names no place outside. */
  public boolean isInside(Hop hop) {
    Ruling ruling = ruling(hop);
    List<Destination> others = NamedPlaces.besides(ruling.place(), hop);
    boolean inside = ruling.isInside() && others != null;
    for (int i = 0; inside && others != null && i < others.size(); i++) {
      inside = ruling(others.get(i), hop).isInside();
    }
    return inside;
  }

  /** Whether the hop's destination is on a list. */
  public boolean isOn(DestinationList list, Hop hop) {
    Destination place = ruling(hop).place();
    return (place != null && list.admits(place)) || list.namesServiceOf(hop);
  }

  Ruling ruling(Hop hop) {
    return rulings.of(hop);
  }

  Ruling ruling(Destination other, Hop hop) {
    return rulings.of(other, hop);
  }

  boolean allowsInsecure() {
    return allowInsecure;
  }

  private boolean has(Guard guard) {
    return guards.contains(guard);
  }
}
