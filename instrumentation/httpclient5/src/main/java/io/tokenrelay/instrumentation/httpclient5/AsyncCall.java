package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.CachePass;
import io.tokenrelay.instrumentation.spi.PerObject;
import org.apache.hc.client5.http.HttpRoute;
import org.jspecify.annotations.Nullable;

/**
 * An async client's call that was created for a user: kept with the client's runtime of the call,
 * which is made on the thread that creates it and accompanies it through the pool, redirects and
 * retries. A runtime without one belongs to nobody, whichever thread works on it.
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

  /** Where the call's connection leads; null before the call asks for one. */
  @Nullable HttpRoute route() {
    return route;
  }

  void goesTo(HttpRoute route) {
    this.route = route;
  }

  /** Its pass through a cache, which records its hops; null without a cache. */
  @Nullable CachePass pass() {
    return pass;
  }

  /** Begins another pass: the call continues below a cache. */
  CachePass passesCache() {
    CachePass begun = new CachePass();
    pass = begun;
    return begun;
  }
}
