package io.tokenrelay.agent.verify.revocation;

/** How it is found out that a token has been revoked. Immutable. */
public final class RevocationSettings {
  private final boolean byIntrospection;
  private final int maxListBytes;

  private RevocationSettings(boolean byIntrospection, int maxListBytes) {
    this.byIntrospection = byIntrospection;
    this.maxListBytes = maxListBytes;
  }

  /** The issuer is asked about each token, beside its signature. */
  public static RevocationSettings introspection() {
    return new RevocationSettings(true, 0);
  }

  /**
   * Issuers publish lists, and tokens say where they stand in them.
   *
   * @param maxBytes of a list as it is kept; a longer one is not read
   */
  public static RevocationSettings statusLists(int maxBytes) {
    return new RevocationSettings(false, maxBytes);
  }

  /** Whether it is by asking, rather than by lists. */
  public boolean isByIntrospection() {
    return byIntrospection;
  }

  public int maxListBytes() {
    return maxListBytes;
  }
}
