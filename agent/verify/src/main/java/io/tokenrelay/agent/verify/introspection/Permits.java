package io.tokenrelay.agent.verify.introspection;

import io.tokenrelay.agent.relay.limit.SenderAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many questions an issuer has to answer at a time, shared among those who send the tokens. An
 * address gets one more as long as it has fewer than are left, so that alone it takes half of them,
 * one of several its part, and there are always some left for the next (Choudhury and Hahne,
 * "Dynamic queue length thresholds"); a proxy, which could name any number of addresses, takes
 * three quarters. A fixed share would be too small for a service with one caller, or none with
 * many.
 */
final class Permits {
  private static final int FOR_A_PEER = 3;

  private final int most;
  private int taken;

  /** Of addresses and of peers, which have different numbers; only those that have any. */
  private final Map<Long, Integer> held = new HashMap<>();

  Permits(int most) {
    this.most = most;
  }

  /**
   * Takes one if there is one for this address.
   *
   * @param address null when there is none to go by
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
   * @param address for which it was taken
   */
  synchronized void giveBack(@Nullable SenderAddress address) {
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
