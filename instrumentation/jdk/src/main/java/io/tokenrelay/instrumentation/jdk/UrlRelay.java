package io.tokenrelay.instrumentation.jdk;

import io.tokenrelay.bootstrap.UrlRequestListener;
import io.tokenrelay.instrumentation.spi.Hop;
import io.tokenrelay.instrumentation.spi.PerObject;
import io.tokenrelay.instrumentation.spi.Relay;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the caller's token on what an {@code HttpURLConnection} writes: hop by hop, on a copy of the
 * head. Lives in the agent loader; the JDK's client calls it through {@code UrlRequests}, holding
 * its locks.
 */
public final class UrlRelay implements UrlRequestListener {
  /** The owner of a connection that was created for nobody. */
  private static final Object NOBODY = new Object();

  /** Connections, with the snapshots they were created for. */
  private final PerObject<Object> owners = new PerObject<>();

  /** Heads, with the owners of the connections that write them. */
  private final PerObject<Object> ownersOfHeads = new PerObject<>();

  private final PerObject<UrlHop> relayed = new PerObject<>();
  private final Instrumentation jvm;
  private final Internals<SunHttp> internals;

  /**
   * @param jvm opens the client's packages to us, when the first call is to get a token
   */
  public UrlRelay(Instrumentation jvm, ClientListener listener) {
    this.jvm = jvm;
    this.internals = new Internals<>(listener);
  }

  @Override
  public void opened(Object connection) {
    try {
      owners.set(connection, Relay.snapshot());
    } catch (Throwable thrown) {
      Relay.failed(thrown);
    }
  }

  @Override
  public void begins(Object connection, Object head) {
    try {
      if (Relay.snapshot() != null) {
        Object owner = owners.get(connection);
        ownersOfHeads.set(head, owner == null ? NOBODY : owner);
      }
    } catch (Throwable thrown) {
      Relay.failed(thrown);
    }
  }

  @Override
  public Object writes(Object head, Object client) {
    try {
      Object snapshot = Relay.snapshot();
      UrlHop hop = snapshot == null || internals.isOff() ? null : relay(snapshot, head, client);
      relayed.set(head, hop);
      return hop == null ? head : hop.head();
    } catch (Throwable thrown) {
      Relay.failed(thrown);
      return head;
    }
  }

  @Override
  public void answered(int status, Object head) {
    try {
      UrlHop hop = relayed.get(head);
      if (hop != null) {
        Relay.outbound().answered(hop, status);
      }
    } catch (Throwable thrown) {
      Relay.failed(thrown);
    }
  }

  @Override
  public boolean mayKeepCookies(Object head, Map<String, List<String>> headers) {
    return mayKeepCookies(relayed.get(head), headers);
  }

  /**
   * @param relayed the answered hop if it went out with our header, else null
   */
  static boolean mayKeepCookies(@Nullable Hop relayed, Map<String, List<String>> headers) {
    if (relayed == null || !setCookies(headers)) {
      return true;
    }
    Relay.outbound().keepsNoCookie(relayed);
    return false;
  }

  private static boolean setCookies(Map<String, List<String>> headers) {
    for (String name : headers.keySet()) {
      if ("Set-Cookie".equalsIgnoreCase(name) || "Set-Cookie2".equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean hasWrittenOn(Object head) {
    return relayed.get(head) != null;
  }

  /** The hop if it got the token, else null. */
  private @Nullable UrlHop relay(Object snapshot, Object head, Object client)
      throws ReflectiveOperationException {
    SunHttp http = internals.opened();
    if (http == null) {
      http = open(head, client);
    }
    if (http == null) {
      return null;
    }
    Object owner = ownersOfHeads.get(head);
    if (owner == null) {
      return null; // a CONNECT to a proxy
    }
    UrlHop hop = new UrlHop(http, head, client);
    if (Relay.areOfOne(owner, snapshot)) {
      return Relay.outbound().relay(snapshot, hop) ? hop : null;
    }
    return !Relay.outbound().keepsFromAnotherRequest(hop)
            && Relay.outbound().relay(owner == NOBODY ? null : owner, hop)
        ? hop
        : null;
  }

  private @Nullable SunHttp open(Object head, Object client) {
    return internals.open(
        () -> {
          JavaBase.open(jvm, SunHttp.PACKAGES);
          return SunHttp.of(head, client);
        });
  }
}
