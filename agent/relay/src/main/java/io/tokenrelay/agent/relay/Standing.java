package io.tokenrelay.agent.relay;

import org.jspecify.annotations.Nullable;

/**
 * What a policy says of one scheme, host and port, whoever's token and whichever path it is. This
 * is the part of a decision that is worth keeping.
 */
final class Standing {
  /** Holds as long as the policy does. */
  static final long FOREVER = Long.MAX_VALUE;

  static final Standing MALFORMED =
      new Standing(null, Decision.MALFORMED_HOST, false, false, false, FOREVER);

  /** A call that stays in this process. */
  static final Standing IN_PROCESS = new Standing(null, null, false, false, true, FOREVER);

  private final @Nullable HostName host;
  private final @Nullable Decision guard;
  private final boolean denied;
  private final boolean listed;
  private final boolean inside;
  private final long until;

  Standing(
      @Nullable HostName host,
      @Nullable Decision guard,
      boolean denied,
      boolean listed,
      boolean inside,
      long until) {
    this.host = host;
    this.guard = guard;
    this.denied = denied;
    this.listed = listed;
    this.inside = inside;
    this.until = until;
  }

  /** The host; null when it is malformed, or stands for no host. */
  @Nullable HostName host() {
    return host;
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

  /** Whether it lies inside the boundary. */
  boolean isInside() {
    return inside;
  }

  /** When this must be found out anew, in milliseconds since the epoch. */
  long until() {
    return until;
  }
}
