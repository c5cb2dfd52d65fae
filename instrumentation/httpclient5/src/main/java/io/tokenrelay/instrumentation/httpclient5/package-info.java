/**
 * Apache HttpClient 5.0 to 5.6, and its blocking core used alone.
 *
 * <p>On each hop, the request that is about to be written passes {@link
 * io.tokenrelay.instrumentation.httpclient5.ExecuteAdvice}; it finds out where the connection leads
 * ({@link io.tokenrelay.instrumentation.httpclient5.Route}), asks for the token ({@link
 * io.tokenrelay.instrumentation.httpclient5.RequestHop}) and, if there is one, lets the client
 * write a copy of the request ({@link io.tokenrelay.instrumentation.httpclient5.RelayedRequest}).
 *
 * <p>An async call ({@link io.tokenrelay.instrumentation.httpclient5.AsyncCall}) belongs to the
 * thread that creates it and stays with the client's runtime of the call through the pool,
 * redirects and retries; each exchange that it hands to a connection is wrapped ({@link
 * io.tokenrelay.instrumentation.httpclient5.RelayingExchange}).
 *
 * <p>The caching module above it keeps nothing that our header fetched ({@link
 * io.tokenrelay.instrumentation.httpclient5.CacheableAdvice}, {@link
 * io.tokenrelay.instrumentation.httpclient5.GuardedStorage}).
 */
package io.tokenrelay.instrumentation.httpclient5;
