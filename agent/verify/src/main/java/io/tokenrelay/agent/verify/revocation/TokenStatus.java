package io.tokenrelay.agent.verify.revocation;

/** The current status of a token whose signature remains good. Kept with the verdict. */
public interface TokenStatus {
  /** The possible statuses. */
  enum Standing {
    GOOD,
    REVOKED,
    /** It is unknown at the moment. */
    UNKNOWN,
    /** The issuer must be asked again. */
    OUTDATED
  }

  /**
   * Called at every use of a cached verdict: never waits.
   *
   * @param now milliseconds since the epoch
   */
  Standing at(long now);
}
