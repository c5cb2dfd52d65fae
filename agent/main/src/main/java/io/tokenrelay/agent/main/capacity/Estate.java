package io.tokenrelay.agent.main.capacity;

/**
 * An estate of one size, and what it needs. Every token is of use for {@code L} seconds, {@code T}
 * tokens are in use, {@code R} requests arrive in a second, and {@code s} instances see one user's
 * requests: one of these sees a token {@code x = R L / (T s)} times while its verdict lives, and
 * judges it once. {@code docs/capacity.md} has all formulas.
 */
public final class Estate {
  private static final double NANOS = 1e9;

  /**
   * Of a header whose value is Huffman-coded and not indexed (RFC 7541 §5.2): base64url's share.
   */
  private static final double HUFFMAN = 0.79;

  /** {@code Authorization: Bearer } and the end of the line (RFC 9112 §5). */
  private static final int HEADER_BYTES = 24;

  /** {@code Txn-Token: } and the end of the line. */
  private static final int TRANSACTION_HEADER_BYTES = 13;

  private final double users;
  private final double requests;
  private final double instances;
  private final Assumptions given;

  /**
   * @param users whose tokens are in use at the same time, T
   * @param requests that arrive in a second, R
   * @param instances of each service
   */
  public Estate(double users, double requests, double instances, Assumptions given) {
    this.users = users;
    this.requests = requests;
    this.instances = instances;
    this.given = given;
  }

  /** The instances of a service that so many requests need, for one of which another stands by. */
  public static double instances(double requests, Assumptions given) {
    return Math.max(2, Math.ceil(requests / given.requestsPerInstance));
  }

  public double users() {
    return users;
  }

  public double requests() {
    return requests;
  }

  public double instances() {
    return instances;
  }

  /** How many requests bring a token whose verdict is in the cache, from 0 to 1. */
  public double hitRatio(Balancing balancing) {
    return foundIfAllFit(balancing) * Math.min(1, given.cacheBytes / wantedBytes(balancing));
  }

  /** The heap that the cache of one instance takes, in bytes. */
  public double heldBytes(Balancing balancing) {
    return Math.min(given.cacheBytes, wantedBytes(balancing));
  }

  /** The processors that verification keeps busy, if every request verifies its token. */
  public double coresUncached(Costs costs) {
    return requests * given.hops * costs.verification() / NANOS;
  }

  /** The processors that verification keeps busy. */
  public double cores(Balancing balancing, Costs costs) {
    double hits = hitRatio(balancing);
    double each = (1 - hits) * costs.verification() + costs.hit();
    return requests * given.hops * each / NANOS;
  }

  /**
   * How many requests behind an edge bring a minted token that is known, and need none to be
   * minted, if a user always comes to the same instance of each service.
   */
  public double hitRatioBehindEdge() {
    double seen = requests * Assumptions.REUSE_SECONDS / users;
    return seen / (1 + seen);
  }

  /**
   * The processors that verification and minting keep busy where the first service verifies the
   * caller's token and mints, and the others verify what it has minted; by user.
   */
  public double coresWithEdge(Costs costs) {
    double minted = 1 - hitRatioBehindEdge();
    double first = (1 - hitRatio(Balancing.BY_USER)) * costs.verification() + costs.hit();
    double other = minted * costs.verification() + costs.hit();
    double each = first + minted * costs.signing() + Math.max(0, given.hops - 1) * other;
    return requests * each / NANOS;
  }

  /** As {@link #bytesByHttp1}, if the hops behind the first service get the minted token alone. */
  public double bytesWithEdge() {
    double behind = Math.max(0, given.hops - 1);
    return requests
        * (given.tokenBytes
            + HEADER_BYTES
            + behind * (Assumptions.MINTED_BYTES + TRANSACTION_HEADER_BYTES));
  }

  /**
   * Of tokens between clients, services and services, in bytes a second, as HTTP/1.1 sends them.
   */
  public double bytesByHttp1() {
    return requests * given.hops * (given.tokenBytes + HEADER_BYTES);
  }

  /** The same by HTTP/2, if a client does not index the header, or too many users share it. */
  public double bytesByHttp2() {
    return requests * given.hops * given.tokenBytes * HUFFMAN;
  }

  /** New TLS connections in a second. */
  public double handshakes() {
    return requests * given.hops / given.callsPerConnection;
  }

  /** The processors that these keep busy at both ends, if no session is resumed. */
  public double coresOfHandshakes(Costs costs) {
    return handshakes() * costs.fullHandshake() / NANOS;
  }

  /** x / (1 + x). */
  private double foundIfAllFit(Balancing balancing) {
    double seen = requests * given.verdictSeconds / (users * sharing(balancing));
    return seen / (1 + seen);
  }

  /** Instances that see one user's token. */
  private double sharing(Balancing balancing) {
    return balancing == Balancing.BY_USER ? 1 : instances;
  }

  /** What the cache of one instance would take without a bound. */
  private double wantedBytes(Balancing balancing) {
    double tokens = balancing == Balancing.BY_USER ? users / instances : users;
    return tokens * foundIfAllFit(balancing) * given.cachedBytes();
  }
}
