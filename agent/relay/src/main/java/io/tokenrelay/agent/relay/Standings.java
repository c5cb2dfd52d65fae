package io.tokenrelay.agent.relay;

import io.tokenrelay.instrumentation.spi.Hop;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The standings found lately, one per slot of a fixed table: neither looking up nor keeping blocks,
 * looking up does not allocate, and no flood of host names makes it grow.
 */
final class Standings {
  private static final int SLOTS = 256;

  private final AtomicReferenceArray<Entry> slots = new AtomicReferenceArray<>(SLOTS);

  /** What was kept for this hop's scheme, host and port, or null. */
  @Nullable Standing find(Hop hop, long now) {
    Entry entry = slots.get(slot(hop));
    return entry != null && entry.standing.until() > now && entry.isFor(hop)
        ? entry.standing
        : null;
  }

  void keep(Hop hop, Standing standing) {
    slots.set(slot(hop), new Entry(hop, standing));
  }

  private static int slot(Hop hop) {
    int hash = hop.host().hashCode() * 31 + hop.port();
    return (hash ^ hash >>> 8 ^ hash >>> 16) & (SLOTS - 1);
  }

  private static final class Entry {
    private final String scheme;
    private final String host;
    private final int port;
    private final boolean mayResolve;
    private final Standing standing;

    Entry(Hop hop, Standing standing) {
      this.scheme = hop.scheme();
      this.host = hop.host();
      this.port = hop.port();
      this.mayResolve = hop.mayResolve();
      this.standing = standing;
    }

    boolean isFor(Hop hop) {
      return port == hop.port()
          && mayResolve == hop.mayResolve()
          && host.equals(hop.host())
          && scheme.equals(hop.scheme());
    }
  }
}
