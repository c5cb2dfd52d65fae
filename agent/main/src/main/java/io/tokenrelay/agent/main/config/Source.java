package io.tokenrelay.agent.main.config;

/** Where a value comes from; the first that has one wins. */
public enum Source {
  SYSTEM_PROPERTY("system property"),
  ENVIRONMENT("environment"),
  FILE("file"),
  AGENT_ARGUMENT("agent argument"),
  DEFAULT("default");

  private final String label;

  Source(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
