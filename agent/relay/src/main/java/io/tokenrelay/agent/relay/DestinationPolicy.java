package io.tokenrelay.agent.relay;

import io.tokenrelay.instrumentation.spi.Hop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each hop whether it may have the token: guards, deny list, allow list, audience,
 * boundary, in this order. Immutable but for a memory of places seen; a pure function of settings,
 * hop and token where no name is looked up.
 *
 * <p>Called by {@link OutboundRelay} on the application's thread. What concerns the place alone is
 * remembered by scheme, host and port, for 30 seconds where it rests on a look-up; what concerns
 * the token or the path is asked each time. A look-up says where the name points now, and the
 * client's own may differ: strict sites switch it off ({@code boundary.resolve=false}).
 */
public final class DestinationPolicy {
  private static final long RESOLVED_FOR = 30_000;

  private final DestinationMode mode;
  private final DestinationList allow;
  private final DestinationList deny;
  private final Boundary boundary;
  private final List<Destination> issuers;
  private final Set<Guard> guards;
  private final boolean audienceMatch;
  private final boolean allowInsecure;
  private final @Nullable NameResolver resolver;
  private final LongSupplier clock;
  private final Standings standings = new Standings();

  private DestinationPolicy(Builder builder) {
    this.mode = builder.mode;
    this.allow = builder.allow;
    this.deny = builder.deny;
    this.boundary = new Boundary(builder.suffixes, builder.blocks);
    this.issuers = Collections.unmodifiableList(new ArrayList<>(builder.issuers));
    this.guards = Collections.unmodifiableSet(EnumSet.copyOf(builder.guards));
    this.audienceMatch = builder.audienceMatch;
    this.allowInsecure = builder.allowInsecure;
    this.resolver = builder.resolve ? builder.resolver : null;
    this.clock = builder.clock;
  }

  /** A policy with the documented defaults. */
  public static Builder builder() {
    return new Builder();
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
    Standing standing = standing(hop);
    Decision guard = guard(token, hop, standing);
    if (guard != null) {
      return guard;
    }
    if (standing.isDenied() || deny.namesServiceOf(hop)) {
      return Decision.DENIED;
    }
    Decision grounds = grounds(token, hop, standing);
    if (!grounds.isAllowed() || standing.isInside() || Destination.isSecure(hop.scheme())) {
      return grounds;
    }
    if (hop.isGrpc()) {
      return Decision.INSECURE_GRPC;
    }
    return allowInsecure ? grounds : Decision.INSECURE;
  }

  /**
   * The one spelling of the hop's host, or of the service that is called in this process: fit for a
   * log line and for a list. Null when there is none.
   */
  @Nullable String nameOf(Hop hop) {
    if (hop.isInProcess()) {
      return GrpcServices.nameOf(hop);
    }
    HostName host = standing(hop).host();
    return host == null ? null : host.text();
  }

  private @Nullable Decision guard(Token token, Hop hop, Standing standing) {
    if (standing.guard() != null) {
      return standing.guard();
    }
    if (has(Guard.PRESIGNED) && SignedUrl.isSigned(hop.path())) {
      return Decision.GUARD_PRESIGNED;
    }
    if (has(Guard.BOUND) && token.isBound()) {
      return Decision.GUARD_BOUND;
    }
    return has(Guard.WORKLOAD) && token.isWorkload() ? Decision.GUARD_WORKLOAD : null;
  }

  private Decision grounds(Token token, Hop hop, Standing standing) {
    if (standing.isListed() || allow.namesServiceOf(hop)) {
      return Decision.ALLOWED_LISTED;
    }
    if (mode == DestinationMode.ALL) {
      return Decision.ALLOWED_ALL;
    }
    if (mode == DestinationMode.LISTED) {
      return Decision.OUTSIDE;
    }
    HostName host = standing.host();
    if (audienceMatch && host != null && Audience.names(token.audiences(), host)) {
      return Decision.ALLOWED_AUDIENCE;
    }
    return standing.isInside() ? Decision.ALLOWED_BOUNDARY : Decision.OUTSIDE;
  }

  private Standing standing(Hop hop) {
    if (hop.isInProcess()) {
      return Standing.IN_PROCESS;
    }
    long now = clock.getAsLong();
    Standing standing = standings.find(hop, now);
    if (standing == null) {
      standing = assess(hop, now);
      if (standing != Standing.MALFORMED) {
        standings.keep(hop, standing);
      }
    }
    return standing;
  }

  private Standing assess(Hop hop, long now) {
    NameResolver allowed = hop.mayResolve() ? resolver : null;
    Destination place = Destination.of(hop.scheme(), hop.host(), hop.port(), allowed);
    if (place == null) {
      return Standing.MALFORMED;
    }
    Decision guard = guard(place);
    boolean denied = guard == null && deny.touches(place);
    boolean listed = guard == null && !denied && allow.admits(place);
    boolean insideMatters = mode == DestinationMode.TRUSTED || !place.isSecure();
    boolean inside = guard == null && !denied && insideMatters && boundary.contains(place);
    long until = place.isResolved() ? now + RESOLVED_FOR : Standing.FOREVER;
    // A look-up may have told what the name alone did not.
    return new Standing(
        place.host(), guard == null ? guard(place) : guard, denied, listed, inside, until);
  }

  private @Nullable Decision guard(Destination place) {
    if (has(Guard.METADATA) && Metadata.isAt(place)) {
      return Decision.GUARD_METADATA;
    }
    if (has(Guard.ISSUER)) {
      for (Destination issuer : issuers) {
        if (issuer.isSameService(place)) {
          return Decision.GUARD_ISSUER;
        }
      }
    }
    return null;
  }

  private boolean has(Guard guard) {
    return guards.contains(guard);
  }

  /** Collects the settings, {@code tokenrelay.propagation.*}; each starts at its default. */
  public static final class Builder {
    private DestinationMode mode = DestinationMode.TRUSTED;
    private DestinationList allow = new DestinationList(Collections.<String>emptyList());
    private DestinationList deny = new DestinationList(Collections.<String>emptyList());
    private List<String> suffixes = Collections.emptyList();
    private List<String> blocks = Collections.emptyList();
    private final List<Destination> issuers = new ArrayList<>();
    private final Set<Guard> guards = EnumSet.allOf(Guard.class);
    private boolean audienceMatch = true;
    private boolean allowInsecure;
    private boolean resolve = true;
    private NameResolver resolver = NameResolver.SYSTEM;
    private LongSupplier clock = WallClock.INSTANCE;

    private Builder() {}

    public Builder mode(DestinationMode mode) {
      this.mode = mode;
      return this;
    }

    /**
     * {@code host}, {@code *.host} (any depth below it), {@code host:port}, {@code https://host},
     * address block, {@code grpc:pkg.Service}.
     *
     * @throws IllegalArgumentException naming the value and what is wrong with it
     */
    public Builder allow(List<String> values) {
      this.allow = new DestinationList(values);
      return this;
    }

    /** As {@link #allow}; wins over it. */
    public Builder deny(List<String> values) {
      this.deny = new DestinationList(values);
      return this;
    }

    /**
     * Domains that are inside besides the built-in ones.
     *
     * @throws IllegalArgumentException naming the value and what is wrong with it
     */
    public Builder boundarySuffixes(List<String> values) {
      new Boundary(values, Collections.<String>emptyList());
      this.suffixes = values;
      return this;
    }

    /**
     * Address blocks that are inside besides the built-in ones.
     *
     * @throws IllegalArgumentException naming the value and what is wrong with it
     */
    public Builder boundaryBlocks(List<String> values) {
      new Boundary(Collections.<String>emptyList(), values);
      this.blocks = values;
      return this;
    }

    /**
     * A URL at which an issuer is spoken to: its {@code uri}, its {@code jwks-uri}.
     *
     * @throws IllegalArgumentException naming the value and what is wrong with it
     */
    public Builder issuerUrl(String url) {
      issuers.add(Destination.ofUrl(url));
      return this;
    }

    public Builder disable(Guard guard) {
      guards.remove(guard);
      return this;
    }

    public Builder audienceMatch(boolean audienceMatch) {
      this.audienceMatch = audienceMatch;
      return this;
    }

    public Builder allowInsecure(boolean allowInsecure) {
      this.allowInsecure = allowInsecure;
      return this;
    }

    /** Whether names may be looked up at all. */
    public Builder resolve(boolean resolve) {
      this.resolve = resolve;
      return this;
    }

    public Builder resolver(NameResolver resolver) {
      this.resolver = resolver;
      return this;
    }

    Builder clock(LongSupplier clock) {
      this.clock = clock;
      return this;
    }

    public DestinationPolicy build() {
      return new DestinationPolicy(this);
    }
  }
}
