package io.tokenrelay.agent.relay.token;

import org.jspecify.annotations.Nullable;

/** Where the transaction token of a request comes from that has brought none. */
public interface TransactionSource {
  /**
   * A transaction token for the caller's token. Never throws, never waits for anyone, and may
   * compute a signature.
   *
   * @param callers verified
   * @param now milliseconds since the epoch
   * @return null if there can be none now
   */
  @Nullable Token of(Token callers, long now);

  /**
   * The same on a thread that must not compute for long: null if it would have to, and then it is
   * made in the background, for the next one.
   */
  @Nullable Token ready(Token callers, long now);
}
