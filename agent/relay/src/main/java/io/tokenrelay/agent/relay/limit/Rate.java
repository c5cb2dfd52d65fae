package io.tokenrelay.agent.relay.limit;

import io.tokenrelay.agent.config.Type;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A number per second, minute or hour, and how many of them at once. Immutable. */
public final class Rate {
  private static final Rate OFF = new Rate(0, 0);
  private static final String BURST = "burst=";

  private final long intervalNanos;
  private final int burst;

  private Rate(long intervalNanos, int burst) {
    this.intervalNanos = intervalNanos;
    this.burst = burst;
  }

  /** {@code off}, {@code 100/s} or {@code 100/s burst=500}. */
  public static Type<Rate> type() {
    return new Type<Rate>("off, or a rate such as 100/s, 600/m or 100/s burst=500") {
      @Override
      public @Nullable Rate parse(String text) {
        return Rate.parse(text);
      }
    };
  }

  /** Null if the text is none of {@code off}, {@code 100/s} and {@code 100/s burst=500}. */
  static @Nullable Rate parse(String text) {
    if (text.equalsIgnoreCase("off")) {
      return OFF;
    }
    int space = text.indexOf(' ');
    String rate = space < 0 ? text : text.substring(0, space);
    String more = space < 0 ? "" : text.substring(space).trim();
    int amount = rate.length() < 3 ? 0 : number(rate.substring(0, rate.length() - 2));
    long unit = unit(rate);
    int burst =
        more.isEmpty() ? 2 * amount : more.startsWith(BURST) ? number(more.substring(6)) : 0;
    return unit == 0 || amount == 0 || burst == 0 ? null : new Rate(unit / amount, burst);
  }

  private static long unit(String rate) {
    if (rate.endsWith("/s")) {
      return TimeUnit.SECONDS.toNanos(1);
    }
    if (rate.endsWith("/m")) {
      return TimeUnit.MINUTES.toNanos(1);
    }
    return rate.endsWith("/h") ? TimeUnit.HOURS.toNanos(1) : 0;
  }

  /** From 1 to 1,000,000; 0 for anything else. */
  private static int number(String text) {
    if (text.isEmpty() || text.length() > 7) {
      return 0;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      number = number * 10 + (c - '0');
    }
    return number > 1_000_000 ? 0 : number;
  }

  public boolean isOff() {
    return burst == 0;
  }

  public long intervalNanos() {
    return intervalNanos;
  }

  public int burst() {
    return burst;
  }
}
