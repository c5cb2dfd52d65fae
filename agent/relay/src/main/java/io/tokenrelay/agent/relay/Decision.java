package io.tokenrelay.agent.relay;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a hop may have the token, and why. */
public enum Decision {
  /** Named by {@code tokenrelay.propagation.allow}. */
  ALLOWED_LISTED(true, null),
  /** Named by the token's own audience. */
  ALLOWED_AUDIENCE(true, null),
  /** Inside the boundary. */
  ALLOWED_BOUNDARY(true, null),
  /** {@code tokenrelay.propagation.destinations=all}. */
  ALLOWED_ALL(true, null),

  /** {@code tokenrelay.propagation.destinations=off}. */
  OFF(false, null),
  /** Not a host name or address; nothing can be said of it. */
  MALFORMED_HOST(false, null),
  GUARD_METADATA(false, "tokenrelay.propagation.guards.disable=metadata"),
  GUARD_PRESIGNED(false, "tokenrelay.propagation.guards.disable=presigned"),
  GUARD_ISSUER(false, "tokenrelay.propagation.guards.disable=issuer"),
  GUARD_CONNECT(false, null),
  GUARD_BOUND(false, "tokenrelay.propagation.guards.disable=bound"),
  GUARD_WORKLOAD(false, "tokenrelay.propagation.guards.disable=workload"),
  /** Would be allowed, but a proxy outside the boundary would read the token. */
  GUARD_PROXY(false, "tokenrelay.propagation.allow="),
  GUARD_UPGRADE(false, "tokenrelay.propagation.upgrades=true"),
  /** Named by {@code tokenrelay.propagation.deny}. */
  DENIED(false, "removing it from tokenrelay.propagation.deny"),
  /** Would be allowed, but the call is plain http and leaves the boundary. */
  INSECURE(false, "tokenrelay.propagation.allow-insecure=true"),
  /** Would be allowed, but the gRPC channel is plaintext and leaves the boundary. */
  INSECURE_GRPC(false, "tokenrelay.propagation.boundary.suffixes="),
  /** Inside by its name, but connected to an address that is not. */
  OUTSIDE_ADDRESS(false, "tokenrelay.propagation.boundary.cidrs="),
  /** Inside by its name, but nobody knows what it is connected to. */
  UNKNOWN_PEER(false, "tokenrelay.propagation.allow="),
  /** Would be allowed, but the client has credentials of its own for it, and speaks for itself. */
  OWN_CREDENTIALS(false, "tokenrelay.propagation.existing=replace"),
  /** A stranger. */
  OUTSIDE(false, "tokenrelay.propagation.allow=");

  private final boolean allowed;
  private final @Nullable String remedy;

  Decision(boolean allowed, @Nullable String remedy) {
    this.allowed = allowed;
    this.remedy = remedy;
  }

  public boolean isAllowed() {
    return allowed;
  }

  /** {@code guard.metadata}; the name in logs and metrics. */
  public String reason() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** Whether there is a setting that would allow it, and that one might want. */
  boolean hasRemedy() {
    return remedy != null;
  }

  /**
   * The setting that would allow it, or null where there is none, or none that one would want.
   *
   * @param subject what that is about: the host in its one spelling, an address, a proxy
   */
  public @Nullable String remedy(String subject) {
    return remedy != null && remedy.endsWith("=") ? remedy + subject : remedy;
  }
}
