package io.tokenrelay.agent.relay;

/**
 * Decides whether a token may be believed. One method, so that what stands behind it can be
 * anything.
 */
public interface TokenVerifier {
  /**
   * Verifies a token, from a cache or afresh. Never blocks on the network and never throws. Only
   * three parts of canonical base64url are ever valid: a valid token is fit for a header.
   *
   * @param compact the token in JWS compact serialisation (RFC 7515 §7.1), unchecked
   */
  Verdict verify(String compact);
}
