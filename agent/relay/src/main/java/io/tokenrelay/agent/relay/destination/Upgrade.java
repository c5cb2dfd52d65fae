package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.instrumentation.spi.Hop;

/**
 * Whether a request asks for a connection that outlives it: what is sent on it later may be
 * anyone's, but the token would still stand for the user who opened it.
 */
final class Upgrade {
  private Upgrade() {}

  static boolean isAskedBy(Hop hop) {
    if (hop.isStreamed()) {
      return true;
    }
    String protocols = hop.header("Upgrade");
    if (protocols != null) {
      for (String protocol : protocols.split(",")) {
        if (!isHttp(protocol.trim())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Protocols in which each request still has headers of its own. */
  private static boolean isHttp(String protocol) {
    return protocol.isEmpty()
        || protocol.equalsIgnoreCase("h2c")
        || protocol.regionMatches(true, 0, "HTTP/", 0, 5)
        || protocol.regionMatches(true, 0, "TLS/", 0, 4);
  }
}
