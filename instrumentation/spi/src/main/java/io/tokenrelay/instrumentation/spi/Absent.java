package io.tokenrelay.instrumentation.spi;

import io.tokenrelay.bootstrap.Carrier;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the agent until it has started: sees no token, relays nothing. Both sides and each
 * request in one, since every start loads it.
 */
final class Absent implements Inbound, Outbound, Exchange {
  static final Absent AGENT = new Absent();

  private Absent() {}

  // The inbound side.

  @Override
  public Exchange receive(ServerRequest request) {
    return this;
  }

  // The outbound side.

  @Override
  public boolean relay(@Nullable Object snapshot, Hop hop) {
    return false;
  }

  @Override
  public boolean keepsFromAnotherRequest(Hop hop) {
    return true;
  }

  @Override
  public void answered(Hop hop, int status) {}

  @Override
  public void keepsNoCookie(Hop hop) {}

  // A request.

  @Override
  public void enter() {
    Carrier.enter(this, null);
  }

  @Override
  public void exit() {
    Carrier.exit(this);
  }

  @Override
  public void completed() {}

  @Override
  public @Nullable Rejection rejection() {
    return null;
  }

  @Override
  public @Nullable Object snapshot() {
    return null;
  }

  @Override
  public @Nullable Map<String, String> identity() {
    return null;
  }
}
