package io.tokenrelay.agent.relay.destination;

/** {@code tokenrelay.propagation.destinations}: who may be sent a token at all. */
public enum DestinationMode {
  /**
   * The estate: what is listed, what the token's audience names, and what is inside the boundary.
   */
  TRUSTED,
  /** Everyone; guards, the deny list and the rule about plain http still apply. */
  ALL,
  /** The allow list only. */
  LISTED,
  /** Nobody. */
  OFF
}
