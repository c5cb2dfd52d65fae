package io.tokenrelay.instrumentation.httpclient5;

import java.net.InetAddress;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * An async client's request, written on an event loop's thread. The minimal clients ask for it
 * before they have a connection, and write it once they have one.
 */
final class AsyncRequestHop extends RequestHop {
  private volatile @Nullable InetAddress peer;

  AsyncRequestHop(
      HttpRequest request, Route route, @Nullable InetAddress peer, @Nullable HttpContext context) {
    super(request, route, null, null, context);
    this.peer = peer;
  }

  void connectedTo(@Nullable InetAddress peer) {
    this.peer = peer;
  }

  @Override
  public @Nullable InetAddress peer() {
    return peer;
  }

  @Override
  public boolean isOnEventLoop() {
    return true;
  }

  @Override
  RelayedRequest copy(HttpRequest request) {
    return new RelayedAsyncRequest(request, this);
  }
}
