package io.tokenrelay.agent.verify.issuer;

import java.util.List;

/** What a source returned: the keys, how long they are fresh, and what was wrong. */
public final class LoadedKeys {
  private final KeySet keys;
  private final long maxAgeSeconds;
  private final List<String> refused;

  /**
   * @param maxAgeSeconds of Cache-Control; -1 when the source does not say
   * @param refused one line for each key that cannot be used
   */
  LoadedKeys(KeySet keys, long maxAgeSeconds, List<String> refused) {
    this.keys = keys;
    this.maxAgeSeconds = maxAgeSeconds;
    this.refused = refused;
  }

  KeySet keys() {
    return keys;
  }

  long maxAgeSeconds() {
    return maxAgeSeconds;
  }

  List<String> refused() {
    return refused;
  }
}
