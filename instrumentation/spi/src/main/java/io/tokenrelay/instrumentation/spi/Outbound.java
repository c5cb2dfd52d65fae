package io.tokenrelay.instrumentation.spi;

import org.jspecify.annotations.Nullable;

/**
 * Where a client's advice asks whether a hop gets the token. Reached through {@link
 * Relay#outbound()}.
 */
public interface Outbound {
  /**
   * Writes the snapshot's token on the hop if the hop may have it. Never throws.
   *
   * @param snapshot what {@link Relay#snapshot()} gave when the call was created; null relays
   *     nothing
   * @return whether a header was written: the caller takes it off again where the request outlives
   *     the hop
   */
  boolean relay(@Nullable Object snapshot, Hop hop);

  /**
   * Asks whether a hop is to go without a token, since its call was created outside of the request
   * that makes it now. For a client whose calls need not be made where they are created, but are
   * for nobody where the thread is. Never throws.
   */
  boolean keepsFromAnotherRequest(Hop hop);

  /**
   * Tells what a hop that got our token was answered, so that refusals are counted by destination.
   */
  void answered(Hop hop, int status);

  /**
   * Tells that cookies which answered a hop with our token are not kept by its client; see {@link
   * CookiePass}. Never throws.
   */
  void keepsNoCookie(Hop hop);
}
