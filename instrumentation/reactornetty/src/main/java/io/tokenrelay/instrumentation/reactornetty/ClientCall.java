package io.tokenrelay.instrumentation.reactornetty;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.tokenrelay.instrumentation.spi.NextHead;
import io.tokenrelay.instrumentation.spi.PerObject;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Scope;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A call that was subscribed to for a user. Kept with its handler from hop to hop; a handler
 * without one belongs to nobody. Hops never overlap.
 *
 * <p>Loaded beside the client.
 */
final class ClientCall extends NextHead {
  /** By handler; each subscription has its own. */
  static final PerObject<ClientCall> OF_HANDLERS = new PerObject<>();

  /** By operations; each hop has its own. */
  static final PerObject<ClientCall> OF_OPERATIONS = new PerObject<>();

  private final Object snapshot;
  private volatile @Nullable SocketAddress target;
  private volatile boolean authenticates;
  private volatile @Nullable ClientHop relayed;

  ClientCall(Object snapshot) {
    this.snapshot = snapshot;
  }

  Object snapshot() {
    return snapshot;
  }

  /** Works for the call's owner, or for nobody; null where the thread carries nothing anyway. */
  static @Nullable Scope scopeOf(@Nullable ClientCall call) {
    if (call == null) {
      return Relay.snapshot() == null ? null : Relay.as(null);
    }
    return Relay.as(call.snapshot);
  }

  /** Where the next hop goes, as the application named it. */
  void goesTo(@Nullable SocketAddress target) {
    this.target = target;
  }

  /** The client answers challenges itself. */
  void authenticates() {
    authenticates = true;
  }

  @Override
  public @Nullable Object inPlaceOf(Object channel, Object head) {
    relayed = null;
    SocketAddress named = target;
    if (!(named instanceof InetSocketAddress)) {
      return null;
    }
    ClientHop hop =
        new ClientHop(
            (HttpRequest) head, (Channel) channel, (InetSocketAddress) named, authenticates);
    try (Scope scope = Relay.as(snapshot)) { // the event loop may be serving somebody else
      if (!Relay.outbound().relay(snapshot, hop)) {
        return null;
      }
    }
    relayed = hop;
    return hop.takeCopy();
  }

  /** Reports the answer to the latest hop. */
  void answered(int status) {
    ClientHop hop = relayed;
    if (hop != null) {
      relayed = null;
      Relay.outbound().answered(hop, status);
    }
  }
}
