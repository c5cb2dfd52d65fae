package io.tokenrelay.instrumentation.jdk;

import io.tokenrelay.bootstrap.UrlRequestListener;
import io.tokenrelay.instrumentation.spi.Hop;
import io.tokenrelay.instrumentation.spi.PerObject;
import io.tokenrelay.instrumentation.spi.Relay;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the caller's token on what an {@code HttpURLConnection} writes: on a copy of the head, and
 * hop by hop. Lives in the agent loader; called through {@code UrlRequests} by the JDK's client,
 * while it holds its locks.
 */
public final class UrlRelay implements UrlRequestListener {
  /** Told, on the application's threads, what keeps calls from their token. */
  public interface Listener {
    /** No call gets one any more: the JDK's client is not what it was. */
    void switchedOff(Throwable why);

    /** One call has got none. */
    void failed(Throwable why);
  }

  /** Stands for the owner of a connection that was made for nobody. */
  private static final Object NOBODY = new Object();

  /** Connections, with what they were made for. */
  private final PerObject<Object> owners = new PerObject<>();

  /** Heads, with what the connections that write them were made for. */
  private final PerObject<Object> ownersOfHeads = new PerObject<>();

  private final PerObject<UrlHop> relayed = new PerObject<>();
  private final Instrumentation jvm;
  private final Listener listener;
  private volatile @Nullable SunHttp http;
  private volatile boolean off;

  /**
   * @param jvm opens what the JDK's client is made of, once the first call is to get a token
   */
  public UrlRelay(Instrumentation jvm, Listener listener) {
    this.jvm = jvm;
    this.listener = listener;
  }

  @Override
  public void opened(Object connection) {
    try {
      owners.set(connection, Relay.snapshot());
    } catch (Throwable thrown) {
      failed(thrown);
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
      failed(thrown);
    }
  }

  @Override
  public Object writes(Object head, Object client) {
    try {
      Object snapshot = Relay.snapshot();
      UrlHop hop = snapshot == null || off ? null : relay(snapshot, head, client);
      relayed.set(head, hop);
      return hop == null ? head : hop.head();
    } catch (Throwable thrown) {
      failed(thrown);
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
      failed(thrown);
    }
  }

  @Override
  public boolean mayKeepCookies(Object head, Map<String, List<String>> headers) {
    return mayKeepCookies(relayed.get(head), headers);
  }

  /**
   * @param relayed the hop that is answered, if it went out with our header
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

  /** The hop if it has got the token, else null. */
  private @Nullable UrlHop relay(Object snapshot, Object head, Object client)
      throws ReflectiveOperationException {
    SunHttp http = this.http;
    if (http == null) {
      http = open(head, client);
      if (http == null) {
        return null;
      }
      this.http = http;
    }
    Object owner = ownersOfHeads.get(head);
    if (owner == null) {
      return null; // asks a proxy for a tunnel
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

  /** With the agent's permissions, where the application has few. */
  private @Nullable SunHttp open(Object head, Object client) {
    try {
      return AccessController.doPrivileged(
          (PrivilegedExceptionAction<SunHttp>)
              () -> {
                JavaBase.open(jvm, SunHttp.PACKAGES);
                return SunHttp.of(head, client);
              });
    } catch (PrivilegedActionException | RuntimeException | LinkageError misfit) {
      off = true;
      listener.switchedOff(
          misfit instanceof PrivilegedActionException && misfit.getCause() != null
              ? misfit.getCause()
              : misfit);
      return null;
    }
  }

  private void failed(Throwable thrown) {
    try {
      listener.failed(thrown);
    } catch (Throwable worse) {
      // Nothing may reach the application from here.
    }
  }
}
