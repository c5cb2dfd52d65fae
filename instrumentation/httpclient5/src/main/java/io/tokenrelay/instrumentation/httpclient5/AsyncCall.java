package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.CachePass;
import io.tokenrelay.instrumentation.spi.PerObject;
import org.apache.hc.client5.http.HttpRoute;
import org.jspecify.annotations.Nullable;

/**
 * A call of an async client that was created for somebody: kept with the client's runtime of it,
 * which is made on the thread that creates the call and goes with it through the pool, redirects
 * and retries. A runtime without one belongs to nobody, whichever thread works on it.
 *
 * <p>Loaded beside the client.
 */
final class AsyncCall {
  private static final PerObject<AsyncCall> OF_RUNTIMES = new PerObject<>();

  private final Object snapshot;
  private volatile @Nullable HttpRoute route;
  private volatile @Nullable CachePass pass;

  private AsyncCall(Object snapshot) {
    this.snapshot = snapshot;
  }

  static void created(Object runtime, Object snapshot) {
    OF_RUNTIMES.set(runtime, new AsyncCall(snapshot));
  }

  static void ofNobody(Object runtime) {
    OF_RUNTIMES.set(runtime, null);
  }

  static @Nullable AsyncCall of(Object runtime) {
    return OF_RUNTIMES.get(runtime);
  }

  Object snapshot() {
    return snapshot;
  }

  /** Where the connection leads that the call is given; null before it asks for one. */
  @Nullable HttpRoute route() {
    return route;
  }

  void goesTo(HttpRoute route) {
    this.route = route;
  }

  /** Its pass through a cache, which is told of its hops; null without a cache. */
  @Nullable CachePass pass() {
    return pass;
  }

  /** Begins another pass: the call goes on below a cache. */
  CachePass passesCache() {
    CachePass begun = new CachePass();
    pass = begun;
    return begun;
  }
}
