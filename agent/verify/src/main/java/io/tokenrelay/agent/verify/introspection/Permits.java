package io.tokenrelay.agent.verify.introspection;

import io.tokenrelay.agent.relay.limit.SenderAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many requests an issuer is sent at a time, shared among the senders of the tokens. An
 * address gets another permit as long as it holds fewer than are left: alone it gets half of them,
 * one of several gets its share, and there are always some left for the next (Choudhury and Hahne,
 * "Dynamic queue length thresholds"). A proxy, which could name any number of addresses, gets three
 * quarters. A fixed share would be too small for a service with one caller, or useless with many.
 */
final class Permits {
  private static final int FOR_A_PEER = 3;

  private final int most;
  private int taken;

  /** By address and by peer, whose numbers differ; only those that hold permits. */
  private final Map<Long, Integer> held = new HashMap<>();

  Permits(int most) {
    this.most = most;
  }

  /**
   * Takes a permit if there is one for this address.
   *
   * @param address null when it is unknown
   */
  synchronized boolean take(@Nullable SenderAddress address) {
    int left = most - taken;
    if (left <= 0) {
      return false;
    }
    if (address != null) {
      if (held(address.client()) >= left
          || (address.isForwarded() && held(address.peer()) >= FOR_A_PEER * left)) {
        return false;
      }
      held.merge(address.client(), 1, Integer::sum);
      if (address.isForwarded()) {
        held.merge(address.peer(), 1, Integer::sum);
      }
    }
    taken++;
    return true;
  }

  /**
   * @param address the address for which it was taken
   */
  synchronized void release(@Nullable SenderAddress address) {
    taken--;
    if (address != null) {
      lessen(address.client());
      if (address.isForwarded()) {
        lessen(address.peer());
      }
    }
  }

  private int held(long number) {
    return held.getOrDefault(number, 0);
  }

  private void lessen(long number) {
    held.computeIfPresent(number, (same, count) -> count == 1 ? null : Integer.valueOf(count - 1));
  }
}
