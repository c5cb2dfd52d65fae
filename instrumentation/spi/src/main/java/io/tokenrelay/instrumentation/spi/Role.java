package io.tokenrelay.instrumentation.spi;

/**
 * What depends on an advice, and so what must stop in a class loader where the advice does not
 * work.
 *
 * <p>Declared by a rule ({@link Weave.Method}). The default does both things that may harm:
 * forgetting to declare a role costs tokens, but never gives one away.
 */
public enum Role {
  /** Carries work, and may write a token on a call as well. */
  CARRIES_AND_WRITES(true, true),
  /**
   * Opens, keeps or hands on snapshots, and never writes a token. Where it fails, a thread may work
   * for one user with another's token: so no token is written any more in that loader or in those
   * that share classes with it.
   */
  CARRIES(true, false),
  /** Writes a token on a call, or reads its answer. Where it fails, calls go out unchanged. */
  WRITES(false, true),
  /**
   * Takes in requests. Where it fails, no request of that server gets a token, and where tokens are
   * enforced, requests are rejected at its door.
   */
  RECEIVES(false, false),
  /** Shows the application, or its logs, who the caller is. Where it fails, they are not told. */
  SHOWS(false, false);

  private final boolean carries;
  private final boolean writes;

  Role(boolean carries, boolean writes) {
    this.carries = carries;
    this.writes = writes;
  }

  public boolean carries() {
    return carries;
  }

  public boolean writes() {
    return writes;
  }
}
