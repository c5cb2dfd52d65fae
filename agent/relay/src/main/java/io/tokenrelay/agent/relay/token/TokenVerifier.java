package io.tokenrelay.agent.relay.token;

import io.tokenrelay.agent.relay.limit.Admission;

/** Decides whether a token may be trusted. */
public interface TokenVerifier {
  /**
   * Verifies a token, from a cache or from scratch. Never throws; waits for an issuer only if
   * tokens are introspected or its first keys are under way, and then within bounds. Only text that
   * is safe in a header is ever valid: a JWT is three parts of canonical base64url, any other token
   * a {@code b64token} (RFC 6750 §2.1).
   *
   * @param compact the token in JWS compact serialisation (RFC 7515 §7.1), unchecked; where opaque
   *     tokens are introspected, also one of those
   * @param by what its grants are to say, if it is valid
   * @param admission of its sender; used only when the token must be judged from scratch
   */
  Verdict verify(String compact, Requirements by, Admission admission);

  /** The same for a request that asks nothing more than a valid token. */
  default Verdict verify(String compact, Admission admission) {
    return verify(compact, Requirements.NONE, admission);
  }
}
