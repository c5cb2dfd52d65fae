package io.tokenrelay.instrumentation.spi;

/**
 * What depends on an advice, and so what has to stop in a class loader where it does not work.
 *
 * <p>Said by a rule ({@link Weave.Method}). Whatever says nothing is taken to do both of what may
 * harm: to forget to say it costs tokens, never gives away one.
 */
public enum Role {
  /** Carries work, and may write a token on a call as well. */
  CARRIES_AND_WRITES(true, true),
  /**
   * Opens, keeps or hands on what work belongs to, and never writes a token. Where it fails, a
   * thread may work for one user under another's token: nothing is written any more in that loader
   * and in those that share classes with it.
   */
  CARRIES(true, false),
  /** Writes a token on a call, or reads its answer. Where it fails, calls go out as they are. */
  WRITES(false, true),
  /**
   * Takes in requests. Where it fails, no request of that server begins to carry a token; where
   * enforcement is wanted, requests are refused at its door.
   */
  RECEIVES(false, false);

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
