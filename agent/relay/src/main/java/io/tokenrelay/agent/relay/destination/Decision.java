package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.agent.config.Property;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a hop may have the token, and why. */
public enum Decision {
  /** Named by {@link DestinationProperties#ALLOW}. */
  ALLOWED_LISTED(true),
  /** Named by the token's own audience. */
  ALLOWED_AUDIENCE(true),
  /** Inside the boundary. */
  ALLOWED_BOUNDARY(true),
  /** {@link DestinationMode#ALL}. */
  ALLOWED_ALL(true),

  /** {@link DestinationMode#OFF}. */
  OFF(false),
  /** Not a host name or address; nothing can be said of it. */
  MALFORMED_HOST(false),
  GUARD_METADATA(Guard.METADATA),
  GUARD_PRESIGNED(Guard.PRESIGNED),
  GUARD_ISSUER(Guard.ISSUER),
  GUARD_CONNECT(false),
  GUARD_BOUND(Guard.BOUND),
  GUARD_WORKLOAD(Guard.WORKLOAD),
  /** Would be allowed, but a proxy outside the boundary would read the token. */
  GUARD_PROXY(DestinationProperties.ALLOW),
  GUARD_UPGRADE(DestinationProperties.UPGRADES, "true"),
  /** Named by {@link DestinationProperties#DENY}. */
  DENIED(DestinationProperties.DENY),
  /** Would be allowed, but the call is plain http and leaves the boundary. */
  INSECURE(DestinationProperties.ALLOW_INSECURE, "true"),
  /** Would be allowed, but the gRPC channel is plaintext and leaves the boundary. */
  INSECURE_GRPC(DestinationProperties.BOUNDARY_SUFFIXES),
  /** Inside by its name, but connected to an address that is not. */
  OUTSIDE_ADDRESS(DestinationProperties.BOUNDARY_CIDRS),
  /** Inside by its name, but nobody knows what it is connected to. */
  UNKNOWN_PEER(DestinationProperties.ALLOW),
  /** A stranger. */
  OUTSIDE(DestinationProperties.ALLOW);

  private final boolean allowed;

  /** The name of what decides it; its definition is the one place where that is written. */
  private final @Nullable String property;

  private final @Nullable String value;

  /** Allowed, or refused where nothing would allow it that one might want. */
  Decision(boolean allowed) {
    this(allowed, null, null);
  }

  /** Refused but for a list that names the subject. */
  Decision(Property<?> list) {
    this(false, list.fullName(), null);
  }

  /** Refused unless a property has this value. */
  Decision(Property<?> property, String value) {
    this(false, property.fullName(), value);
  }

  /** Refused by a guard that can be switched off. */
  Decision(Guard guard) {
    this(DestinationProperties.GUARDS_DISABLE, guard.configName());
  }

  Decision(boolean allowed, @Nullable String property, @Nullable String value) {
    this.allowed = allowed;
    this.property = property;
    this.value = value;
  }

  public boolean isAllowed() {
    return allowed;
  }

  /** {@code guard.metadata}; the name in logs and metrics. */
  public String reason() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** Whether there is a setting that would allow it, and that one might want. */
  public boolean hasRemedy() {
    return property != null;
  }

  /**
   * The setting that would allow it, or null where there is none, or none that one would want.
   *
   * @param subject what that is about: the host in its one spelling, an address, a proxy
   */
  public @Nullable String remedy(String subject) {
    if (property == null) {
      return null;
    }
    return this == DENIED
        ? "removing it from " + property
        : property + "=" + (value == null ? subject : value);
  }
}
