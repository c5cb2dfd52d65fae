package io.tokenrelay.agent.meter;

import java.util.function.LongSupplier;

/**
 * Milliseconds since the epoch. A class, since no lambda is created before the application starts.
 */
public final class WallClock implements LongSupplier {
  public static final LongSupplier INSTANCE = new WallClock();

  private WallClock() {}

  @Override
  public long getAsLong() {
    return System.currentTimeMillis();
  }
}
