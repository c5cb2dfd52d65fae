package io.tokenrelay.agent.main.doors;

import io.tokenrelay.bootstrap.StackRoom;
import io.tokenrelay.instrumentation.spi.Hop;
import io.tokenrelay.instrumentation.spi.Outbound;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the outbound side as long as {@link FirstRequests} stands before the inbound one: a
 * call that has no room on the stack for what is used for the first time gets no token.
 */
public final class FirstCalls implements Outbound {
  private final Outbound outbound;

  public FirstCalls(Outbound outbound) {
    this.outbound = outbound;
  }

  @Override
  public boolean relay(@Nullable Object snapshot, Hop hop) {
    return snapshot != null && hasRoom() && outbound.relay(snapshot, hop);
  }

  @Override
  public boolean keepsFromAnotherRequest(Hop hop) {
    return !hasRoom() || outbound.keepsFromAnotherRequest(hop);
  }

  @Override
  public void answered(Hop hop, int status) {
    if (hasRoom()) {
      outbound.answered(hop, status);
    }
  }

  @Override
  public void keepsNoCookie(Hop hop) {
    if (hasRoom()) {
      outbound.keepsNoCookie(hop);
    }
  }

  private static boolean hasRoom() {
    try {
      StackRoom.need();
      return true;
    } catch (StackOverflowError none) {
      return false;
    }
  }
}
