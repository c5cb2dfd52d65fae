package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.net.Addresses;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.instrumentation.spi.Hop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
 * it is cached, what concerns the token or the path is decided each time.
 */
public final class DestinationPolicy {
  private final DestinationMode mode;
  private final DestinationList allow;
  private final DestinationList deny;
  private final Boundary boundary;
  private final IssuerPlaces issuers = new IssuerPlaces();
  private final Set<Guard> guards;
  private final boolean audienceMatch;
  private final boolean allowInsecure;
  private final Rulings rulings = new Rulings();

  private DestinationPolicy(Values values) {
    // an unreadable entry of the deny list may be any place
    this.mode =
        values.isRefused(DestinationProperties.DENY)
            ? DestinationMode.OFF
            : values.get(DestinationProperties.DESTINATIONS);
    this.allow = values.get(DestinationProperties.ALLOW);
    this.deny = values.get(DestinationProperties.DENY);
    this.boundary =
        new Boundary(
            values.get(DestinationProperties.BOUNDARY_SUFFIXES),
            values.get(DestinationProperties.BOUNDARY_CIDRS));
    Set<Guard> on = EnumSet.allOf(Guard.class);
    on.removeAll(values.get(DestinationProperties.GUARDS_DISABLE));
    if (values.get(DestinationProperties.UPGRADES)) {
      on.remove(Guard.UPGRADE);
    }
    this.guards = Collections.unmodifiableSet(on);
    this.audienceMatch = values.get(DestinationProperties.AUDIENCE_MATCH);
    this.allowInsecure = values.get(DestinationProperties.ALLOW_INSECURE);
  }

  public static DestinationPolicy of(Values values) {
    return new DestinationPolicy(values);
  }

  /**
   * Keeps tokens from an issuer's {@code uri} and everything below it; from its whole origin if it
   * has no path.
   *
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  public void keepFromIssuer(String url) {
    issuers.add(IssuerPlace.issuer(url));
  }

  /**
   * Keeps tokens from another URL of an issuer, such as its {@code jwks-uri}.
   *
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  public void keepFromEndpoint(String url) {
    issuers.add(IssuerPlace.endpoint(url));
  }

  public DestinationMode mode() {
    return mode;
  }

  /** Whether this hop may have this token. */
  public Decision decide(Token token, Hop hop) {
    if (mode == DestinationMode.OFF) {
      return Decision.OFF;
    }
    if (has(Guard.CONNECT) && hop.method().equalsIgnoreCase("CONNECT")) {
      return Decision.GUARD_CONNECT;
    }
    Ruling ruling = ruling(hop);
    Decision decision = decide(token, hop, ruling);
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
      Decision other = decide(token, hop, assess(others.get(i), hop, true));
      if (!other.isAllowed()) {
        return other;
      }
    }
    return decision;
  }

  private Decision decide(Token token, Hop hop, Ruling ruling) {
    Decision guard = guard(token, hop, ruling);
    if (guard != null) {
      return guard;
    }
    if (ruling.isDenied() || deny.namesServiceOf(hop)) {
      return Decision.DENIED;
    }
    Decision grounds = grounds(token, hop, ruling);
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

  /**
   * Keeps tokens from an endpoint that an issuer's discovery document announces. An invalid URL is
   * ignored.
   */
  public void guardEndpoint(String url) {
    try {
      issuers.add(IssuerPlace.endpoint(url));
    } catch (IllegalArgumentException noUrl) {
      // the fetch of the document reports it where it matters
    }
  }

  /**
   * Looks up the issuers' addresses, since they may have other names. Asks name servers: only for
   * the agent's own threads.
   */
  public void locateIssuers() {
    issuers.locate();
  }

  /**
   * The destination that caused a refusal, if it is not the hop's target but another that its
   * message names; null if it is the target.
   */
  public @Nullable Destination strayOf(Decision refusal, Token token, Hop hop) {
    Ruling ruling = ruling(hop);
    List<Destination> others = NamedPlaces.besides(ruling.place(), hop);
    if (others != null && !others.isEmpty() && decide(token, hop, ruling).isAllowed()) {
      for (Destination other : others) {
        if (decide(token, hop, assess(other, hop, true)) == refusal) {
          return other;
        }
      }
    }
    return null;
  }

  /**
   * The setting that would allow the hop, or null.
   *
   * @param stray the result of {@link #strayOf}
   * @param name the name of the stray, or the result of {@link #nameOf}
   */
  public @Nullable String remedy(
      Decision decision, Hop hop, @Nullable Destination stray, String name) {
    InetAddress peer = hop.peer();
    InetSocketAddress proxy = hop.proxy();
    if (decision == Decision.OUTSIDE_ADDRESS && peer != null) {
      return decision.remedy(Addresses.text(peer));
    }
    if (decision == Decision.GUARD_PROXY && proxy != null) {
      Destination place = Destination.ofProxy(hop, proxy);
      return decision.remedy(place == null ? "the proxy" : place.name());
    }
    Destination place = stray == null ? ruling(hop).place() : stray;
    if (decision == Decision.INSECURE_GRPC && place != null) { // a domain has no port
      return decision.remedy(place.host().text());
    }
    String remedy = decision.remedy(name);
    boolean insecureNext = place != null && !place.isSecure() && !hop.isGrpc() && !allowInsecure;
    return decision == Decision.OUTSIDE && insecureNext
        ? remedy + " and " + Decision.INSECURE.remedy(name)
        : remedy;
  }

  /**
   * The name of the hop's destination, or of the service that is called in this process: suitable
   * for a log line and for a list. Null if there is none.
   */
  public @Nullable String nameOf(Hop hop) {
    if (hop.isInProcess()) {
      return GrpcServices.nameOf(hop);
    }
    Destination place = ruling(hop).place();
    return place == null ? null : place.name();
  }

  private @Nullable Decision guard(Token token, Hop hop, Ruling ruling) {
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
    if (has(Guard.BOUND) && token.isBound()) {
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

  private Ruling ruling(Hop hop) {
    if (hop.isInProcess()) {
      return Ruling.IN_PROCESS;
    }
    Ruling ruling = rulings.find(hop);
    if (ruling == null) {
      ruling = assess(hop);
      if (ruling != Ruling.MALFORMED) {
        rulings.keep(hop, ruling);
      }
    }
    return ruling;
  }

  private Ruling assess(Hop hop) {
    Destination place = Destination.of(hop);
    if (place == null) {
      return Ruling.MALFORMED;
    }
    return assess(
        place, hop, !has(Guard.PROXY) || !hop.isReadByProxy() || isTrusted(hop.proxy(), hop));
  }

  private Ruling assess(Destination place, Hop hop, boolean proxyTrusted) {
    boolean metadata = has(Guard.METADATA) && Metadata.isAt(place);
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

  private boolean has(Guard guard) {
    return guards.contains(guard);
  }
}
