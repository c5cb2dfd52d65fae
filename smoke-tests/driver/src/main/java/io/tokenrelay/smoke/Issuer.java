package io.tokenrelay.smoke;

import java.io.IOException;

/** Who issues tokens that an estate trusts. */
interface Issuer {
  /** The exact claim {@code iss} of its tokens. */
  String uri();

  /** Its JWK Set, as it publishes it now. */
  String keys() throws IOException, InterruptedException;

  /** A good token of a user. */
  String token(String user) throws IOException, InterruptedException;
}
