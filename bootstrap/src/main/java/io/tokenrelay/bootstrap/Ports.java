package io.tokenrelay.bootstrap;

import org.jspecify.annotations.Nullable;

/** What the JDK's listening sockets call when they are bound. */
public final class Ports {
  private static volatile @Nullable PortListener listener;

  private Ports() {}

  /** Called by the agent when it starts. */
  public static void watch(PortListener listener) {
    Ports.listener = listener;
  }

  /** At the beginning of {@code bind}. */
  public static void opens(Object socket) {
    PortListener told = listener;
    if (told != null) {
      told.opens(socket);
    }
  }
}
