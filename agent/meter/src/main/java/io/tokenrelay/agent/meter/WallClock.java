package io.tokenrelay.agent.meter;

import java.util.function.LongSupplier;

/**
 * Milliseconds since the epoch. A class where {@code System::currentTimeMillis} would do: no lambda
 * is made before the application starts.
 */
public final class WallClock implements LongSupplier {
  public static final LongSupplier INSTANCE = new WallClock();

  private WallClock() {}

  @Override
  public long getAsLong() {
    return System.currentTimeMillis();
  }
}
