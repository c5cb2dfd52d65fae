package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.capture.TokenSource;
import io.tokenrelay.agent.relay.capture.TokenSources;
import io.tokenrelay.agent.relay.destination.DestinationList;

/**
 * What is done with transaction tokens, as described in {@link TransactionProperties}. Immutable.
 */
public final class TransactionPolicy {
  /** {@code tokenrelay.txn-token.source}. */
  public enum Source {
    /** None is made. */
    NONE,
    /** This service signs it. */
    MINT
  }

  final String header;

  /** Where it is in a request. */
  final TokenSource received;

  /** The destinations that get it instead of the caller's token. */
  final DestinationList replaces;

  TransactionPolicy(Values values) {
    this.header = values.get(TransactionProperties.HEADER);
    this.received = TokenSources.header(header);
    this.replaces = values.get(TransactionProperties.REPLACES);
  }
}
