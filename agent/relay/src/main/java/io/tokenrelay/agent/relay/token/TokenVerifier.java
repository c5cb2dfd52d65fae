package io.tokenrelay.agent.relay.token;

import io.tokenrelay.agent.relay.limit.Admission;

/**
 * Decides whether a token may be trusted. One method, so that what stands behind it can be
 * anything.
 */
public interface TokenVerifier {
  /**
   * Verifies a token, from a cache or afresh. Never throws; waits for an issuer only where the
   * operator has it asked about each token, and then within bounds. Only what is fit for a header
   * is ever valid: a JWT is three parts of canonical base64url, any other token a {@code b64token}
   * (RFC 6750 §2.1).
   *
   * @param compact the token in JWS compact serialisation (RFC 7515 §7.1), unchecked; where opaque
   *     tokens are introspected, also one of those
   * @param admission of whoever has sent it; asked only when the token has to be judged afresh
   */
  Verdict verify(String compact, Admission admission);
}
