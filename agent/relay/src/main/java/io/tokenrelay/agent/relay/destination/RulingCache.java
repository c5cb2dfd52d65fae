package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.instrumentation.spi.Hop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A cache of recent rulings, one per slot of a fixed table: look-ups and updates never block,
 * look-ups do not allocate, and a flood of host names cannot make it grow.
 */
final class RulingCache {
  private static final int SLOTS = 256;

  private final AtomicReferenceArray<Entry> slots = new AtomicReferenceArray<>(SLOTS);

  /** The cached ruling for a hop to the same place by the same route, or null. */
  @Nullable Ruling find(Hop hop) {
    Entry entry = slots.get(slot(hop));
    return entry != null && entry.isFor(hop) ? entry.ruling : null;
  }

  void keep(Hop hop, Ruling ruling) {
    slots.set(slot(hop), new Entry(hop, ruling));
  }

  private static int slot(Hop hop) {
    int hash = (hop.host().hashCode() * 31 + hop.port()) * 31 + Objects.hashCode(hop.peer());
    return (hash ^ hash >>> 8 ^ hash >>> 16) & (SLOTS - 1);
  }

  private static final class Entry {
    private final String scheme;
    private final String host;
    private final int port;
    private final boolean connected;
    private final @Nullable InetAddress peer;
    private final @Nullable InetSocketAddress proxy;
    private final boolean readByProxy;
    private final Ruling ruling;

    Entry(Hop hop, Ruling ruling) {
      this.scheme = hop.scheme();
      this.host = hop.host();
      this.port = hop.port();
      this.connected = hop.isConnected();
      this.peer = hop.peer();
      this.proxy = hop.proxy();
      this.readByProxy = hop.isReadByProxy();
      this.ruling = ruling;
    }

    boolean isFor(Hop hop) {
      return port == hop.port()
          && connected == hop.isConnected()
          && host.equals(hop.host())
          && scheme.equals(hop.scheme())
          && Objects.equals(peer, hop.peer())
          && isSame(proxy, hop.proxy())
          && readByProxy == hop.isReadByProxy();
    }

    /** Compares names: resolved addresses would be equal by their IP address alone. */
    private static boolean isSame(
        @Nullable InetSocketAddress one, @Nullable InetSocketAddress other) {
      if (one == null || other == null) {
        return one == null && other == null;
      }
      return one.getPort() == other.getPort() && one.getHostString().equals(other.getHostString());
    }
  }
}
