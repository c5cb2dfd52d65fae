package io.tokenrelay.instrumentation.spi;

import io.tokenrelay.bootstrap.Carrier;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands in for the agent until it has started: sees no token, relays nothing. */
final class Absent {
  static final Exchange EXCHANGE = new NoExchange();
  static final Inbound INBOUND = new NoInbound();
  static final Outbound OUTBOUND = new NoOutbound();

  private Absent() {}

  private static final class NoInbound implements Inbound {
    @Override
    public Exchange receive(ServerRequest request) {
      return EXCHANGE;
    }
  }

  private static final class NoOutbound implements Outbound {
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
  }

  private static final class NoExchange implements Exchange {
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
}
