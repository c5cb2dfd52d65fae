package io.tokenrelay.agent.main.doors;

import io.tokenrelay.agent.main.weaving.Instrumentations;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import java.util.List;
import java.util.function.Predicate;

/** Which ports of the process have been opened by a server that the agent has woven. */
public final class GuardedPorts {
  private final List<Instrumentation> servers;
  private final Predicate<Instrumentation> isWoven;

  /**
   * @param instrumentations those that are switched on
   * @param isWoven whether requests come in through it
   */
  public GuardedPorts(List<Instrumentation> instrumentations, Predicate<Instrumentation> isWoven) {
    this.servers = Instrumentations.servers(instrumentations);
    this.isWoven = isWoven;
  }

  boolean contain(OpenPort port) {
    for (Instrumentation server : servers) {
      if (port.isOpenedBy(server.opensPortsBy())
          || (port.isOpenedBy(server.opensPortsOver()) && isWoven.test(server))) {
        return true;
      }
    }
    return false;
  }
}
