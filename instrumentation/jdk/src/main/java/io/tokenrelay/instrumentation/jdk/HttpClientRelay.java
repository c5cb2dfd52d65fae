package io.tokenrelay.instrumentation.jdk;

import io.tokenrelay.bootstrap.HttpClientListener;
import io.tokenrelay.instrumentation.spi.Hop;
import io.tokenrelay.instrumentation.spi.PerObject;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Scope;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a caller's token on the hops of {@code java.net.http.HttpClient}'s calls. A call carries the
 * snapshot of the thread that made it ({@code send} or {@code sendAsync}); the client writes the
 * hops on its own threads, on those of the executor it was given, or on another caller's.
 *
 * <p>Lives in the agent loader; called through {@code HttpClientRequests}. The header is added
 * after the JDK has logged the head, to a copy that only the connection sees.
 */
public final class HttpClientRelay implements HttpClientListener {
  private final PerObject<Object> snapshots = new PerObject<>();
  private final PerObject<NetHttpHop> relayed = new PerObject<>();
  private final Instrumentation jvm;
  private final Internals<NetHttp> internals;

  /**
   * @param jvm opens the client's packages to us, when the first call is to get a token
   */
  public HttpClientRelay(Instrumentation jvm, ClientListener listener) {
    this.jvm = jvm;
    this.internals = new Internals<>(listener);
  }

  @Override
  public void called(Object call) {
    try {
      Object snapshot = Relay.snapshot();
      if (snapshot != null) {
        snapshots.set(call, snapshot);
      }
    } catch (Throwable thrown) {
      Relay.failed(thrown);
    }
  }

  @Override
  public List<ByteBuffer> writes(List<ByteBuffer> head, Object made) {
    try {
      NetHttp http = http(made);
      if (http == null || head.size() != 1) {
        return head;
      }
      Object hop = http.hop(made);
      Object snapshot = snapshots.get(http.call(hop));
      if (snapshot == null) {
        return head;
      }
      relayed.set(hop, null); // in case the hop is repeated
      Http1Hop written = new Http1Hop(http, hop, http.connection(made), head.get(0));
      if (!relay(snapshot, written)) {
        return head;
      }
      ByteBuffer replaced = written.takeHead();
      written.decided();
      relayed.set(hop, written);
      return Collections.singletonList(replaced);
    } catch (Throwable thrown) {
      Relay.failed(thrown);
      return head;
    }
  }

  @Override
  public void frames(Object frame, Object stream) {
    try {
      NetHttp http = http(stream);
      if (http == null) {
        return;
      }
      Object hop = http.hop(stream);
      Object snapshot = snapshots.get(http.call(hop));
      if (snapshot == null) {
        return;
      }
      relayed.set(hop, null);
      Http2Hop written =
          new Http2Hop(http, hop, http.connection(stream), http.headers(frame, stream));
      if (relay(snapshot, written)) {
        written.decided();
        relayed.set(hop, written);
      }
    } catch (Throwable thrown) {
      Relay.failed(thrown);
    }
  }

  @Override
  public Object[] encodes(Object[] headers, Object stream) {
    try {
      NetHttp http = internals.opened();
      if (http == null) {
        return headers;
      }
      NetHttpHop hop = relayed.get(http.hop(stream));
      return hop instanceof Http2Hop ? ((Http2Hop) hop).takeHeaders(http, headers) : headers;
    } catch (Throwable thrown) {
      Relay.failed(thrown);
      return headers;
    }
  }

  @Override
  public void answered(Object hop, int status) {
    try {
      NetHttpHop written = relayed.get(hop);
      if (written != null) {
        Relay.outbound().answered(written, status);
      }
    } catch (Throwable thrown) {
      Relay.failed(thrown);
    }
  }

  @Override
  public boolean mayKeepCookies(Object hop, Map<String, List<String>> headers) {
    return UrlRelay.mayKeepCookies(relayed.get(hop), headers);
  }

  /**
   * As a task: whatever else this thread is serving, the call belongs to the snapshot that was kept
   * with it.
   */
  private static boolean relay(Object snapshot, Hop hop) {
    try (Scope scope = Relay.as(snapshot)) {
      return Relay.outbound().relay(snapshot, hop);
    }
  }

  /** Null if there is nothing to write: no call has a token yet, or we do not know this client. */
  private @Nullable NetHttp http(Object made) {
    NetHttp known = internals.opened();
    if (known != null || internals.isOff() || snapshots.size() == 0) {
      return known;
    }
    return internals.open(
        () -> {
          JavaBase.open(jvm, made.getClass(), NetHttp.PACKAGES);
          return NetHttp.of(made);
        });
  }
}
