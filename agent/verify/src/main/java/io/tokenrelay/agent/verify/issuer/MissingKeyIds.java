package io.tokenrelay.agent.verify.issuer;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The key ids that tokens have named and an issuer does not publish. Only the last hundred: made-up
 * ids can only push out such entries, and an id that was pushed out is requested again. Not
 * thread-safe.
 */
final class MissingKeyIds {
  private static final int MOST = 100;
  private static final long BEFORE_ALL = -1;

  /** By key id: the number of loads that had begun when the id was missed. */
  private final Map<String, Long> missed =
      new LinkedHashMap<String, Long>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  /** Whether a load that began after the id was missed has confirmed that it is missing. */
  boolean isProven(String keyId, long lastGoodLoad) {
    Long load = missed.get(keyId);
    return load != null && load < lastGoodLoad;
  }

  /**
   * A token has named the id.
   *
   * @param loadsBegun including one under way, which may bring older keys
   */
  void miss(String keyId, long loadsBegun) {
    missed.put(keyId, loadsBegun);
  }

  /** A token has named the id, perhaps not for the first time. */
  void missAtLeast(String keyId, long loadsBegun) {
    missed.putIfAbsent(keyId, loadsBegun);
  }

  /** The issuer has withdrawn the key. */
  void withdrawn(String keyId) {
    missed.put(keyId, BEFORE_ALL);
  }
}
