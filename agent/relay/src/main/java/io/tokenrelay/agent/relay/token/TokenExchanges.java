package io.tokenrelay.agent.relay.token;

import org.jspecify.annotations.Nullable;

/** The exchanges of a service, by their names in the configuration. */
public interface TokenExchanges {
  /** Null if there is none that could be used: then nothing is exchanged there. */
  @Nullable TokenExchange find(String name);
}
