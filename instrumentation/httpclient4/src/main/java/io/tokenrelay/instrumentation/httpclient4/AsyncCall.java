package io.tokenrelay.instrumentation.httpclient4;

import io.tokenrelay.instrumentation.spi.PerObject;
import io.tokenrelay.instrumentation.spi.Relay;
import org.apache.http.HttpRequest;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * An async client's call that was created for a user: kept with the client's handler of the call,
 * which is made on the thread that creates it. A handler without one belongs to nobody, whichever
 * thread works on it.
 *
 * <p>Loaded beside the client.
 */
final class AsyncCall {
  private static final PerObject<AsyncCall> OF_HANDLERS = new PerObject<>();

  private final Object snapshot;
  private volatile @Nullable RequestHop relayed;

  private AsyncCall(Object snapshot) {
    this.snapshot = snapshot;
  }

  static void created(Object handler, Object snapshot) {
    OF_HANDLERS.set(handler, new AsyncCall(snapshot));
  }

  static @Nullable AsyncCall of(Object handler) {
    return OF_HANDLERS.get(handler);
  }

  /** What the callbacks of a handler run with; null for nobody. */
  static @Nullable Object snapshotOf(Object handler) {
    AsyncCall call = of(handler);
    return call == null ? null : call.snapshot;
  }

  /**
   * What to send instead of a request; null to send it unchanged.
   *
   * @param connection null if unknown
   * @param context null if unknown
   */
  @Nullable HttpRequest relay(
      HttpRequest request,
      Route route,
      @Nullable Object connection,
      @Nullable HttpContext context) {
    RequestHop hop = RequestHop.by(route, request, connection, context).onEventLoop();
    boolean written = Relay.outbound().relay(snapshot, hop);
    relayed = written ? hop : null;
    return written ? hop.relayed() : null;
  }

  /**
   * Reports the answer to the last request sent.
   *
   * @return the answered hop if it went out with our header, else null
   */
  @Nullable RequestHop answered(int status) {
    RequestHop hop = relayed;
    if (hop != null) {
      relayed = null;
      Relay.outbound().answered(hop, status);
    }
    return hop;
  }
}
