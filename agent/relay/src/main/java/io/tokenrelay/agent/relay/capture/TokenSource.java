package io.tokenrelay.agent.relay.capture;

import io.tokenrelay.instrumentation.spi.ServerRequest;

/**
 * A place in a request where a token may be: {@code tokenrelay.capture.sources}. Never the query
 * string (RFC 9700 §2.6).
 */
public interface TokenSource {
  /**
   * What the request presents here. Does not allocate when that is nothing.
   *
   * @param maxBytes the longest token to accept
   */
  Presented find(ServerRequest request, int maxBytes);
}
