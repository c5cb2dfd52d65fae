package io.tokenrelay.agent.relay.limit;

/**
 * Where a request comes from: the peer of its connection, and the client that the peer names if it
 * is one of the operator's proxies. Two clients are the same only behind the same peer, so that no
 * peer can charge another peer's clients. Stored as seeded numbers, which reveal nothing about the
 * addresses and cannot be made to collide. Immutable.
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

  /** The connection's peer. */
  public long peer() {
    return peer;
  }

  /** The client behind that peer. */
  public long client() {
    return client;
  }

  /** Whether the peer is a proxy, which forwards for many. */
  public boolean isForwarded() {
    return forwarded;
  }
}
