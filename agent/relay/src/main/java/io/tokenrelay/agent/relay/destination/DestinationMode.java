package io.tokenrelay.agent.relay.destination;

/** {@code tokenrelay.propagation.destinations}: who is sent a token at all. */
public enum DestinationMode {
  /** The estate: what is listed, what the token's audience names, what lies in the boundary. */
  TRUSTED,
  /** Everybody; guards, the deny list and the rule about plain http stay. */
  ALL,
  /** The allow list only. */
  LISTED,
  /** Nobody. */
  OFF
}
