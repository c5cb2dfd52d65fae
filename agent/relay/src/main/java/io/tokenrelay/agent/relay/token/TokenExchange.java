package io.tokenrelay.agent.relay.token;

import org.jspecify.annotations.Nullable;

/** Where a caller's token is exchanged for one that is meant for a destination (RFC 8693). */
public interface TokenExchange {
  /**
   * What a caller's token was exchanged for. Never throws; waits for the token service within
   * bounds, and only if it may.
   *
   * @param subject the caller's token
   * @param mayWait false on a thread that must not wait: then the token is requested in the
   *     background, for the next call
   * @param now milliseconds since the epoch
   * @return another token of the same caller, or a failure that is remembered; null if nothing is
   *     known yet
   */
  @Nullable Exchanged of(Token subject, boolean mayWait, long now);
}
