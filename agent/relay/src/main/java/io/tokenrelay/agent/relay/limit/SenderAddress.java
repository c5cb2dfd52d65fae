package io.tokenrelay.agent.relay.limit;

/**
 * Where a request comes from: the peer of its connection, and the client that the peer names where
 * it is a proxy of the operator's. Two clients are the same only behind the same peer, so that no
 * peer can write itself into what is counted for another. Numbers made under a seed, which say
 * nothing of the addresses and cannot be made to meet. Immutable.
 */
public final class SenderAddress {
  private final long peer;
  private final long client;
  private final boolean forwarded;

  /**
   * @param client different behind each peer
   */
  SenderAddress(long peer, long client, boolean forwarded) {
    this.peer = peer;
    this.client = client;
    this.forwarded = forwarded;
  }

  /** The connection's peer, whomever it names. */
  public long peer() {
    return peer;
  }

  /** The client behind that peer. */
  public long client() {
    return client;
  }

  /** Whether the peer is a proxy, and speaks for many. */
  public boolean isForwarded() {
    return forwarded;
  }
}
