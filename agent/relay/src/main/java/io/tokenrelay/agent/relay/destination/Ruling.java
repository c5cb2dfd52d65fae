package io.tokenrelay.agent.relay.destination;

import org.jspecify.annotations.Nullable;

/**
 * What a policy decides about a scheme, host and port, reached at one address or through one proxy,
 * for any token and any path. This is the part of a decision that is worth caching.
 */
final class Ruling {
  static final Ruling MALFORMED =
      new Ruling(null, Decision.MALFORMED_HOST, false, false, Decision.OUTSIDE, true);

  /** A call that stays in this process. */
  static final Ruling IN_PROCESS =
      new Ruling(null, null, false, false, Decision.ALLOWED_BOUNDARY, true);

  private final @Nullable Destination place;
  private final @Nullable Decision guard;
  private final boolean denied;
  private final boolean listed;
  private final Decision boundary;
  private final boolean proxyTrusted;

  /**
   * @param boundary {@link Decision#ALLOWED_BOUNDARY}, or why it is outside
   * @param proxyTrusted whether no proxy would read the token, or a trusted one
   */
  Ruling(
      @Nullable Destination place,
      @Nullable Decision guard,
      boolean denied,
      boolean listed,
      Decision boundary,
      boolean proxyTrusted) {
    this.place = place;
    this.guard = guard;
    this.denied = denied;
    this.listed = listed;
    this.boundary = boundary;
    this.proxyTrusted = proxyTrusted;
  }

  /** The place; null if it is malformed, or there is no host. */
  @Nullable Destination place() {
    return place;
  }

  /** The guard that refuses the place, or null. */
  @Nullable Decision guard() {
    return guard;
  }

  /** Whether the deny list names it. */
  boolean isDenied() {
    return denied;
  }

  /** Whether the allow list names it. */
  boolean isListed() {
    return listed;
  }

  /** Allowed if it is inside the boundary, otherwise why it is not. */
  Decision boundary() {
    return boundary;
  }

  /** Whether it is inside the boundary. */
  boolean isInside() {
    return boundary.isAllowed();
  }

  boolean isProxyTrusted() {
    return proxyTrusted;
  }
}
