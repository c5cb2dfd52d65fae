package io.tokenrelay.agent.relay;

/** Whether a request is still being served and, if not, since when. */
final class RequestLife {
  private static final long RUNNING = Long.MIN_VALUE;

  private volatile long completedAt = RUNNING;

  /** The response is complete; only the first time counts. */
  void complete(long now) {
    if (completedAt == RUNNING) {
      completedAt = now;
    }
  }

  /** Whether work that outlives the request may still use its token. */
  boolean allows(RelayPolicy policy, long now) {
    long completed = completedAt;
    if (completed == RUNNING) {
      return true;
    }
    return policy.detached() == RelayPolicy.Detached.UNTIL_EXPIRY
        && now - completed < policy.detachedMaxMillis();
  }
}
