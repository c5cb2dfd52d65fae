package io.tokenrelay.agent.main.rollout;

import io.tokenrelay.agent.config.Layers;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the configuration file, by its content: a mounted volume swaps a link, and an editor
 * empties the file before it writes. So it has changed once two looks in a row see the same.
 */
final class FileWatch {
  private final String path;

  /** What was last told of. */
  private byte @Nullable [] known;

  private byte @Nullable [] seen;
  private @Nullable String trouble;
  private boolean unreadable;

  /**
   * @param known what was in it when it was last read; null if it could not be read
   */
  FileWatch(String path, byte @Nullable [] known) {
    this.path = path;
    this.known = known;
    this.unreadable = known == null;
  }

  String path() {
    return path;
  }

  /** Looks once. Returns whether there is news. */
  boolean look() {
    byte[] now;
    try {
      now = Layers.contentOf(path);
    } catch (IOException e) {
      seen = null;
      String before = trouble;
      trouble = String.valueOf(e.getMessage());
      if (!unreadable && before != null) { // a link that is being swapped is not missing for long
        unreadable = true;
        return true;
      }
      return false;
    }
    boolean wasUnreadable = unreadable;
    boolean settled = Arrays.equals(now, seen);
    trouble = null;
    if (!wasUnreadable && Arrays.equals(now, known)) {
      seen = null;
      return false;
    }
    if (!settled) {
      seen = now;
      return false;
    }
    unreadable = false;
    known = now;
    seen = null;
    return true;
  }

  /** Whether the next look should come soon. */
  boolean isInDoubt() {
    return seen != null || (trouble != null && !unreadable);
  }

  /** Why it cannot be read, to complete a sentence that begins with its name; null if it can. */
  @Nullable String trouble() {
    return unreadable ? trouble : null;
  }

  /** What is in it, when there is news and no trouble. */
  byte @Nullable [] content() {
    return known;
  }

  /** It has been read otherwise. */
  void knows(byte[] content) {
    known = content;
    seen = null;
    trouble = null;
    unreadable = false;
  }
}
