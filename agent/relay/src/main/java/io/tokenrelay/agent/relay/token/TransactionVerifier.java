package io.tokenrelay.agent.relay.token;

import io.tokenrelay.agent.relay.limit.Admission;
import org.jspecify.annotations.Nullable;

/** Decides whether a transaction token may be trusted, and whether it is the caller's. */
public interface TransactionVerifier {
  /**
   * Verifies a transaction token, from a cache or from scratch. Never throws.
   *
   * @param compact in JWS compact serialisation (RFC 7515 §7.1), unchecked
   * @param by what its grants are to say, if it is valid
   * @param beside the caller's verified token in the same request; null if there is none
   * @return {@link Verdict.Reason#MIXED} if it belongs to another token than that
   */
  Verdict verify(String compact, Requirements by, @Nullable Token beside, Admission admission);
}
