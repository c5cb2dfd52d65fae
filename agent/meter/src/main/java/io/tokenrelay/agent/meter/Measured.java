package io.tokenrelay.agent.meter;

/** A part of the agent that has figures to show. */
public interface Measured {
  /** Says its figures of this moment. Called by exporters, on their threads; must not block. */
  void measure(Measurements to);
}
