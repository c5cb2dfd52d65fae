package io.tokenrelay.agent.main.doors;

import io.tokenrelay.bootstrap.PortListener;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Is notified of every port that the process opens. When a woven server opens its first one, the
 * application has started: from then on, background work that touches what an application sets up
 * first (its LogManager) does no harm.
 */
public final class OpenPorts implements PortListener {
  private final GuardedPorts guarded;
  private final Runnable onFirst;
  private final @Nullable PortWatch watch;
  private final AtomicBoolean seen = new AtomicBoolean();

  /**
   * @param onFirst called once, on the thread that opens the first port of a server
   * @param watch judges every port if tokens are enforced; otherwise null
   */
  public OpenPorts(GuardedPorts guarded, Runnable onFirst, @Nullable PortWatch watch) {
    this.guarded = guarded;
    this.onFirst = onFirst;
    this.watch = watch;
  }

  @Override
  public void opens(Object socket) {
    if (watch == null && seen.get()) {
      return;
    }
    try {
      OpenPort port = OpenPort.of(socket, new Throwable().getStackTrace(), System.nanoTime());
      if (port == null) {
        return;
      }
      if (!seen.get() && guarded.contain(port) && seen.compareAndSet(false, true)) {
        onFirst.run();
      }
      if (watch != null) {
        watch.opens(port);
      }
    } catch (Throwable unseen) {
      // The application opens its port either way.
    }
  }
}
