package io.tokenrelay.agent.main.capacity;

/** What things cost on one processor, in nanoseconds; not a number where that was not measured. */
public final class Costs {
  private final double verification;
  private final double hit;
  private final double signing;
  private final double encryption;
  private final double fullHandshake;
  private final double resumedHandshake;

  /**
   * @param verification of a token that is not known
   * @param hit of a token that is known
   * @param signing of a token
   * @param encryption of a kilobyte (1,000 bytes) by AES-128-GCM, and its decryption
   * @param fullHandshake of mutual TLS, both ends together
   * @param resumedHandshake the same with a session that is resumed
   */
  public Costs(
      double verification,
      double hit,
      double signing,
      double encryption,
      double fullHandshake,
      double resumedHandshake) {
    this.verification = verification;
    this.hit = hit;
    this.signing = signing;
    this.encryption = encryption;
    this.fullHandshake = fullHandshake;
    this.resumedHandshake = resumedHandshake;
  }

  public double verification() {
    return verification;
  }

  public double hit() {
    return hit;
  }

  public double signing() {
    return signing;
  }

  public double encryption() {
    return encryption;
  }

  public double fullHandshake() {
    return fullHandshake;
  }

  public double resumedHandshake() {
    return resumedHandshake;
  }
}
