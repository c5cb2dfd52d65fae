package io.tokenrelay.instrumentation.httpclient4;

import org.apache.http.HttpRequest;

/** A request of an async client, written by the thread of an event loop. */
final class AsyncRequestHop extends RequestHop {

  AsyncRequestHop(HttpRequest request, Route route) {
    super(request, route);
  }

  /** Never: the look-up would keep all connections of the loop waiting. */
  @Override
  public boolean mayResolve() {
    return false;
  }
}
