package io.tokenrelay.instrumentation.reactor;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import reactor.core.Scannable;

/**
 * The operators that pass each signal on at once, on the thread that brings it, and do nothing at
 * any other time: their source has already opened the chain. The most common ones, by name.
 *
 * <p>Only directly above one of our steps, or above another such operator: a source that was not
 * assembled, or a constant one that emits on request, opens nothing.
 */
final class PassingOn extends ClassValue<Boolean> {
  private static final String PUBLISHERS = "reactor.core.publisher.";

  private static final Set<String> OPERATORS =
      new HashSet<>(
          Arrays.asList(
              "FluxFilter",
              "FluxFilterFuseable",
              "FluxHandle",
              "FluxHandleFuseable",
              "FluxMap",
              "FluxMapFuseable",
              "MonoFilter",
              "MonoFilterFuseable",
              "MonoHandle",
              "MonoHandleFuseable",
              "MonoMap",
              "MonoMapFuseable"));

  private static final PassingOn KNOWN = new PassingOn();

  private PassingOn() {}

  static boolean isSafe(Scannable operator) {
    if (!KNOWN.get(operator.getClass())) {
      return false;
    }
    Object source = operator.scan(Scannable.Attr.PARENT);
    return source != null && (Lifted.KNOWN.get(source.getClass()) || KNOWN.get(source.getClass()));
  }

  @Override
  protected Boolean computeValue(Class<?> type) {
    String name = type.getName();
    return name.startsWith(PUBLISHERS) && OPERATORS.contains(name.substring(PUBLISHERS.length()));
  }

  /** The operators that {@code Operators.lift} creates. */
  private static final class Lifted extends ClassValue<Boolean> {
    static final Lifted KNOWN = new Lifted();

    @Override
    protected Boolean computeValue(Class<?> type) {
      String name = type.getName();
      return name.startsWith(PUBLISHERS + "FluxLift") || name.startsWith(PUBLISHERS + "MonoLift");
    }
  }
}
