package io.tokenrelay.agent.main.capacity;

/** Which instance of a service a request is sent to. */
public enum Balancing {
  /** To the next one, whoever calls: every instance sees every user. */
  ROUND_ROBIN,

  /** To the one that this user's requests always go to: affinity. */
  BY_USER
}
