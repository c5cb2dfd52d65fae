package io.tokenrelay.instrumentation.spi;

import org.jspecify.annotations.Nullable;

/**
 * Decides which hops get the token, for a client's advice. Reached through {@link
 * Relay#outbound()}.
 */
public interface Outbound {
  /**
   * Writes the snapshot's token on the hop, if the hop may have it. Never throws.
   *
   * @param snapshot the result of {@link Relay#snapshot()} when the call was created; null relays
   *     nothing
   * @return whether a header was written; if the request object outlives the hop, the caller must
   *     remove the header again
   */
  boolean relay(@Nullable Object snapshot, Hop hop);

  /**
   * Whether a hop must go without a token because its call was created outside the request that
   * makes it now. For a client whose calls may be made elsewhere than they were created. Never
   * throws.
   */
  boolean keepsFromAnotherRequest(Hop hop);

  /**
   * Reports the answer to a hop that got our token, so that refusals are counted by destination.
   */
  void answered(Hop hop, int status);

  /**
   * Reports that the client does not keep the cookies that answered a hop with our token; see
   * {@link CookiePass}. Never throws.
   */
  void keepsNoCookie(Hop hop);
}
