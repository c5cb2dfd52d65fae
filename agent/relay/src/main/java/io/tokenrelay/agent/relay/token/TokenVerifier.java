package io.tokenrelay.agent.relay.token;

import io.tokenrelay.agent.relay.limit.Admission;

/** Decides whether a token may be trusted. A single method, so that any implementation fits. */
public interface TokenVerifier {
  /**
   * Verifies a token, from a cache or from scratch. Never throws; waits for an issuer only if
   * tokens are introspected or its first keys are under way, and then within bounds. Only text that
   * is safe in a header is ever valid: a JWT is three parts of canonical base64url, any other token
   * a {@code b64token} (RFC 6750 §2.1).
   *
   * @param compact the token in JWS compact serialisation (RFC 7515 §7.1), unchecked; where opaque
   *     tokens are introspected, also one of those
   * @param admission of its sender; used only when the token must be judged from scratch
   */
  Verdict verify(String compact, Admission admission);
}
