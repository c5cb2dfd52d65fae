package io.tokenrelay.bootstrap;

import org.jspecify.annotations.Nullable;

/** Called by the JDK's listening sockets when they are bound. */
public final class Ports {
  private static volatile @Nullable PortListener listener;

  private Ports() {}

  /** Called by the agent when it starts. */
  public static void watch(PortListener listener) {
    Ports.listener = listener;
  }

  /** Called at the beginning of {@code bind}. */
  public static void opens(Object socket) {
    PortListener current = listener;
    if (current != null) {
      current.opens(socket);
    }
  }
}
