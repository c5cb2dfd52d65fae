package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.capture.TokenSource;
import io.tokenrelay.agent.relay.capture.TokenSources;
import io.tokenrelay.agent.relay.destination.DestinationList;
import io.tokenrelay.agent.relay.peer.PeerNames;
import io.tokenrelay.instrumentation.spi.ServerRequest;

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

  /** {@code tokenrelay.txn-token.accept}: what one says of its request. */
  public enum Accept {
    /** Nothing. */
    BESIDE,
    /** Who the caller is, if no other token does. */
    INSTEAD
  }

  final String header;

  /** Where it is in a request. */
  final TokenSource received;

  /** The destinations that get it instead of the caller's token. */
  final DestinationList replaces;

  private final boolean identifies;
  private final PeerNames peers;

  TransactionPolicy(Values values) {
    this.identifies = values.get(TransactionProperties.ACCEPT) == Accept.INSTEAD;
    this.peers = values.get(TransactionProperties.PEERS);
    this.header = values.get(TransactionProperties.HEADER);
    this.received = TokenSources.header(header);
    this.replaces = values.get(TransactionProperties.REPLACES);
  }

  /** Whether it says who the caller of a request is that brings no other token. */
  boolean identifies(ServerRequest request) {
    return identifies && peers.admits(request);
  }
}
