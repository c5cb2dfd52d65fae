package io.tokenrelay.agent.verify.revocation;

import io.tokenrelay.agent.verify.http.NotFetchedException;

/** Verifies what an issuer has signed. */
public interface Signatures {
  /**
   * The payload of a JWT, if it has this header {@code typ} and a key of the issuer has signed it.
   *
   * @throws NotFetchedException saying why it is not trusted
   */
  String payload(String jwt, String type) throws NotFetchedException;
}
