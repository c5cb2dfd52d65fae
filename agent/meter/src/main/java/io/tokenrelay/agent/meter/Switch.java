package io.tokenrelay.agent.meter;

/**
 * A switch that the operator flips while requests are served: for relaying, or for enforcement. The
 * two are independent, so that switching relaying off lets nobody in. Takes effect with the next
 * request and the next hop.
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
