package io.tokenrelay.agent.main.doors;

import io.tokenrelay.bootstrap.PortListener;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Hears of each port that the process opens. The first one of a server that is woven is the moment
 * when the application has started, so that work of our own, which touches what an application sets
 * up first (its LogManager), harms nobody any more.
 */
public final class OpenPorts implements PortListener {
  private final GuardedPorts guarded;
  private final Runnable onFirst;
  private final @Nullable PortWatch watch;
  private final AtomicBoolean seen = new AtomicBoolean();

  /**
   * @param onFirst called once, on the thread that opens the first port of a server
   * @param watch judges every port where tokens are enforced; else null
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
