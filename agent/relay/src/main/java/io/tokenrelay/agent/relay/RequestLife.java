package io.tokenrelay.agent.relay;

import io.tokenrelay.bootstrap.Origin;
import java.util.function.LongSupplier;

/** Whether a request is still being served and, if not, when it ended. */
final class RequestLife extends Origin {
  private static final long RUNNING = Long.MIN_VALUE;

  private final LongSupplier clock;
  private volatile long completedAt = RUNNING;

  RequestLife(LongSupplier clock) {
    this.clock = clock;
  }

  /** The response is complete; only the first call counts. */
  void complete() {
    if (completedAt == RUNNING) {
      completedAt = clock.getAsLong();
      end();
    }
  }

  @Override
  public long overForMillis() {
    long completed = completedAt;
    return completed == RUNNING ? 0 : clock.getAsLong() - completed;
  }

  /** Whether work that outlives the request may still use its token. */
  boolean allows(RelayPolicy policy, long now) {
    long completed = completedAt;
    if (completed == RUNNING) {
      return true;
    }
    return policy.detached == RelayPolicy.Detached.UNTIL_EXPIRY
        && now - completed < policy.detachedMaxMillis;
  }
}
