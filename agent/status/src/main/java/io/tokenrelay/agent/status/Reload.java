package io.tokenrelay.agent.status;

import java.util.Locale;

/** What became of an attempt to change the configuration of the running service. */
public final class Reload {
  /** In short. */
  public enum Result {
    /** It is in force. */
    APPLIED,
    /** It is wrong, or needs a restart: the one before is still in force. */
    REFUSED,
    /** The file could not be read: the one before is still in force. */
    UNREADABLE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Result result;
  private final String sentence;
  private final long at;

  /**
   * @param sentence what has changed, or why nothing has; contains no secret
   * @param at milliseconds since the epoch
   */
  public Reload(Result result, String sentence, long at) {
    this.result = result;
    this.sentence = sentence;
    this.at = at;
  }

  public Result result() {
    return result;
  }

  public String sentence() {
    return sentence;
  }

  public long at() {
    return at;
  }
}
