package io.tokenrelay.agent.meter;

/**
 * One thing that the operator flips while requests run: relaying, or enforcement. Neither touches
 * the other, so that whoever stops relaying lets nobody in. Takes effect at the next request and
 * the next hop.
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
