package io.tokenrelay.instrumentation.httpclient5;

import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;

/** A request of an async client, written by the thread of an event loop. */
final class AsyncRequestHop extends RequestHop {

  AsyncRequestHop(HttpRequest request, HttpHost target) {
    super(request, Route.to(target));
  }

  /** Never: the look-up would keep all connections of the loop waiting. */
  @Override
  public boolean mayResolve() {
    return false;
  }

  @Override
  RelayedRequest copy(HttpRequest request) {
    return new RelayedAsyncRequest(request, this);
  }
}
