package io.tokenrelay.agent.status;

import java.util.Locale;

/** A number with its unit, as people read it. */
final class Amount {
  static final Amount NONE = new Amount("–");
  static final Amount NEVER = new Amount("never");

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final String text;

  private Amount(String text) {
    this.text = text;
  }

  /** {@code 182,345}. */
  static String count(Number number) {
    return String.format(Locale.ROOT, "%,d", number.longValue());
  }

  /** {@code 5 h 7 min}: its two greatest units. */
  static Amount seconds(long seconds) {
    if (seconds < MINUTE) {
      return new Amount(seconds + " s");
    }
    return new Amount(
        seconds < HOUR
            ? two(seconds, MINUTE, "min", 1, "s")
            : seconds < DAY
                ? two(seconds, HOUR, "h", MINUTE, "min")
                : two(seconds, DAY, "d", HOUR, "h"));
  }

  private static String two(long seconds, long great, String unit, long small, String next) {
    return seconds / great + " " + unit + ' ' + seconds % great / small + ' ' + next;
  }

  /** {@code 8.0 MiB}. */
  static Amount bytes(long bytes) {
    return new Amount(
        bytes < 1_048_576
            ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1_024.0)
            : String.format(Locale.ROOT, "%.1f MiB", bytes / 1_048_576.0));
  }

  /** {@code 150 µs}, of a time in seconds. */
  static Amount micros(double seconds) {
    return new Amount(count(Math.round(seconds * 1_000_000)) + " µs");
  }

  @Override
  public String toString() {
    return text;
  }
}
