package io.tokenrelay.agent.main.doors;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests that were past their server's door when the agent came into a running service. They
 * turn up in filters and servlets without having been seen, and say nothing of the server.
 *
 * <p>While the service is being woven, and for {@value #SECONDS} seconds more, that may be any
 * request; afterwards only one on whose stack a woven server's door is, however long it takes.
 */
public final class UnderWay {
  private static final int SECONDS = 60;

  private final List<Instrumentation> servers = new ArrayList<>();
  private volatile @Nullable BiPredicate<Instrumentation, StackTraceElement> isDoor;
  private volatile long anyUntil;

  /**
   * @param servers those that are switched on
   */
  public UnderWay(List<Instrumentation> servers) {
    for (Instrumentation server : servers) {
      if (server.opensPortsBy().length + server.opensPortsOver().length > 0) {
        this.servers.add(server); // and not the last resort in servers that nobody knows
      }
    }
  }

  /**
   * The classes that were there are woven.
   *
   * @param isDoor whether requests come into a server by a method that has been woven
   */
  public void wovenIn(BiPredicate<Instrumentation, StackTraceElement> isDoor) {
    wovenIn(isDoor, System.nanoTime());
  }

  void wovenIn(BiPredicate<Instrumentation, StackTraceElement> isDoor, long nanoTime) {
    anyUntil = nanoTime + TimeUnit.SECONDS.toNanos(SECONDS);
    this.isDoor = isDoor;
  }

  /** Whether a request that has come in through no door, on this stack, may be one of them. */
  boolean mayContain(StackTraceElement[] stack, long nanoTime) {
    BiPredicate<Instrumentation, StackTraceElement> door = isDoor;
    if (door == null || nanoTime - anyUntil < 0) {
      return true;
    }
    for (StackTraceElement call : stack) {
      for (Instrumentation server : servers) {
        if (door.test(server, call)) {
          return true;
        }
      }
    }
    return false;
  }
}
