package io.tokenrelay.agent.relay;

/**
 * The kill switch: off, nothing is captured, enforced or relayed any more. Flipped by the operator
 * while requests run; takes effect at the next request and the next hop.
 */
public final class Switch {
  private volatile boolean on = true;

  public boolean isOn() {
    return on;
  }

  public void set(boolean on) {
    this.on = on;
  }
}
