package io.tokenrelay.smoke.attacks;

/**
 * A call as it has arrived.
 *
 * @param owner whose it is, as the program says
 * @param token whose token it brought
 */
record Seen(String owner, String what, String token) {
  boolean hasNoToken() {
    return token.equals(Users.NOBODY);
  }

  boolean hasAnothersToken() {
    return !hasNoToken() && !token.equals(owner);
  }
}
