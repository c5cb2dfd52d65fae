package io.tokenrelay.agent.config;

/** Where a value comes from; the first place that has one wins. */
public enum Source {
  /** Set by an operator while the service runs; forgotten when it ends. */
  JMX("JMX"),
  SYSTEM_PROPERTY("system property"),
  ENVIRONMENT("environment"),
  FILE("file"),
  AGENT_ARGUMENT("agent argument"),
  DEFAULT("default"),
  /** The documented safe value, since the configured one is not allowed. */
  IN_PLACE("in place of what is not allowed");

  private final String label;

  Source(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
