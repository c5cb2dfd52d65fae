package io.tokenrelay.agent.verify.issuer;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The key ids that tokens have named and an issuer does not publish, each with what is known of it.
 * Only the last hundred: whoever makes ids up pushes out no more than such a memory, and what it
 * has lost is asked for again. For one thread at a time.
 */
final class MissingKeyIds {
  private static final int MOST = 100;
  private static final long BEFORE_ALL = -1;

  /** By key id, the number of the last load that had begun when the id was missed. */
  private final Map<String, Long> missed =
      new LinkedHashMap<String, Long>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  /** Whether the keys that a load brought, begun after the id was missed, have shown that. */
  boolean isProven(String keyId, long lastGoodLoad) {
    Long load = missed.get(keyId);
    return load != null && load < lastGoodLoad;
  }

  /**
   * A token has named the id.
   *
   * @param loadsBegun a load that runs already may bring keys from before
   */
  void miss(String keyId, long loadsBegun) {
    missed.put(keyId, loadsBegun);
  }

  /** A token has named the id, perhaps not for the first time. */
  void missAtLeast(String keyId, long loadsBegun) {
    missed.putIfAbsent(keyId, loadsBegun);
  }

  /** The issuer has taken the key away. */
  void takenAway(String keyId) {
    missed.put(keyId, BEFORE_ALL);
  }
}
