package io.tokenrelay.agent.main.capacity;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is the same for every size of an estate. */
public final class Assumptions {
  /** What a cached token takes beside its text, in bytes. {@code FootprintTest} proves it. */
  static final int ENTRY_BYTES = 480;

  /** Of a transaction token as {@code TransactionTokensTest} measures it, signed with RS256. */
  static final int MINTED_BYTES = 800;

  /** The default of {@code tokenrelay.txn-token.reuse}. */
  static final int REUSE_SECONDS = 120;

  final double requestsPerUser;
  final double requestsPerInstance;
  final double hops;
  final int tokenBytes;
  final double verdictSeconds;
  final double cacheBytes;
  final double callsPerConnection;

  /**
   * @param requestsPerUser that an active user sends in a second
   * @param requestsPerInstance that one instance of a service answers in a second
   * @param hops services that a request goes through; each of them sees the token
   * @param tokenBytes the length of the token
   * @param verdictSeconds for which a verdict is of use: what is left of a token's life when it is
   *     first seen
   * @param cacheBytes the bound of the cache of verified tokens in one instance
   * @param callsPerConnection calls until a connection between two services is opened anew
   */
  public Assumptions(
      double requestsPerUser,
      double requestsPerInstance,
      double hops,
      int tokenBytes,
      double verdictSeconds,
      double cacheBytes,
      double callsPerConnection) {
    this.requestsPerUser = requestsPerUser;
    this.requestsPerInstance = requestsPerInstance;
    this.hops = hops;
    this.tokenBytes = tokenBytes;
    this.verdictSeconds = verdictSeconds;
    this.cacheBytes = cacheBytes;
    this.callsPerConnection = callsPerConnection;
  }

  public double requestsPerUser() {
    return requestsPerUser;
  }

  /** What one token takes in the cache, in bytes. */
  double cachedBytes() {
    return tokenBytes + ENTRY_BYTES;
  }

  /** What they say, for people. */
  public List<String> lines() {
    return Arrays.asList(
        String.format(
            Locale.ROOT,
            "tokens of %,d bytes, of use for another %s s when they are first seen",
            tokenBytes,
            plain(verdictSeconds)),
        plain(requestsPerUser)
            + " requests/s of each active user, "
            + plain(requestsPerInstance)
            + " to each instance",
        plain(hops) + " services for each request, each of which verifies the token",
        "behind an edge, minted tokens of "
            + MINTED_BYTES
            + " bytes, each used for "
            + REUSE_SECONDS
            + " s",
        "a cache of " + plain(cacheBytes / 1e6) + " MB in each instance",
        plain(callsPerConnection) + " calls for each connection");
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
