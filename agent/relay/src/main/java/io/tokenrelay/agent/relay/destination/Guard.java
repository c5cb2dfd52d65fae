package io.tokenrelay.agent.relay.destination;

import java.util.Locale;

/**
 * Refuses a token in every mode, unless disabled in {@code tokenrelay.propagation.guards.disable}.
 */
public enum Guard {
  /** A cloud's metadata service, and link-local addresses. */
  METADATA,
  /** A URL that carries its own signature: S3 and others answer 400 to a second credential. */
  PRESIGNED,
  /** The issuer's own URL and endpoints, where the application authenticates as itself. */
  ISSUER,
  /** The tunnel through a proxy. */
  CONNECT,
  /** A token bound to its holder's key (RFC 7800): useless to anyone else. */
  BOUND,
  /** A workload's own credential. */
  WORKLOAD,
  /** A proxy outside the boundary that would read the token of a request in plain http. */
  PROXY,
  /**
   * A handshake for a connection that outlives its request: WebSocket (RFC 6455 §4.1), another
   * protocol (RFC 9110 §7.8), a gRPC call whose client streams.
   */
  UPGRADE;

  /** The name in the configuration. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
