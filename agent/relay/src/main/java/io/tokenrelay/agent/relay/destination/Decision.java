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
  /** Not a host name or address. */
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
  /** Inside by its name, but connected to an address outside. */
  OUTSIDE_ADDRESS(DestinationProperties.BOUNDARY_CIDRS),
  /** Inside by its name, but the connection's address is unknown. */
  UNKNOWN_PEER(DestinationProperties.ALLOW),
  /** Outside the boundary and not listed. */
  OUTSIDE(DestinationProperties.ALLOW);

  private final String reason = name().toLowerCase(Locale.ROOT);

  private final boolean allowed;

  /** The name of the deciding property, taken from its definition. */
  private final @Nullable String property;

  private final @Nullable String value;

  /** Allowed, or refused with no setting that anyone should change. */
  Decision(boolean allowed) {
    this(allowed, null, null);
  }

  /** Refused unless a list names the subject. */
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

  /** {@code guard_metadata}; the name in logs and metrics. */
  public String reason() {
    return reason;
  }

  /** Whether there is a sensible setting that would allow it. */
  public boolean hasRemedy() {
    return property != null;
  }

  /**
   * The setting that would allow it; null if there is no sensible one.
   *
   * @param subject what the setting names: the host in canonical spelling, an address, a proxy
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
