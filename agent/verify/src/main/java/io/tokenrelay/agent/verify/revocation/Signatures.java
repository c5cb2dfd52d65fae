package io.tokenrelay.agent.verify.revocation;

import io.tokenrelay.agent.verify.http.NotFetchedException;

/** Tells what an issuer has really signed. */
public interface Signatures {
  /**
   * The payload of a JWT, when its header {@code typ} is this one and a key of the issuer has
   * signed it.
   *
   * @throws NotFetchedException saying why it is not trusted
   */
  String payload(String jwt, String type) throws NotFetchedException;
}
