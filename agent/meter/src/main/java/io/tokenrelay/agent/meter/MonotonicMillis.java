package io.tokenrelay.agent.meter;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Milliseconds that never go back. A class, since the first lambda of a JVM is expensive in
 * premain.
 */
public final class MonotonicMillis implements LongSupplier {
  @Override
  public long getAsLong() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
