package io.tokenrelay.agent.verify.revocation;

/** What its issuer says today of a token whose signature stays good. Kept beside the verdict. */
public interface TokenStatus {
  /** The four answers. */
  enum Standing {
    GOOD,
    REVOKED,
    /** It cannot be said now. */
    UNKNOWN,
    /** It has to be asked again. */
    OUTDATED
  }

  /**
   * Asked at every use of a remembered verdict: never waits.
   *
   * @param now milliseconds since the epoch
   */
  Standing at(long now);
}
