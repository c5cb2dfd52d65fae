/**
 * Apache HttpClient 4.2 to 4.5, and its core used alone.
 *
 * <p>On each hop, the request that is about to be written passes {@link
 * io.tokenrelay.instrumentation.httpclient4.ExecuteAdvice}; it finds out where the connection leads
 * ({@link io.tokenrelay.instrumentation.httpclient4.Route}), asks for the token ({@link
 * io.tokenrelay.instrumentation.httpclient4.RequestHop}) and, if there is one, lets the client
 * write a copy of the request ({@link io.tokenrelay.instrumentation.httpclient4.RelayedRequest}).
 *
 * <p>HttpAsyncClient 4.0 and 4.1: a call ({@link
 * io.tokenrelay.instrumentation.httpclient4.AsyncCall}) belongs to the thread that creates it and
 * stays with the client's handler of the call; every notification of the handler, on whichever
 * thread, works for the call's user.
 *
 * <p>The caching module above it keeps nothing that our header fetched ({@link
 * io.tokenrelay.instrumentation.httpclient4.CacheableAdvice}, {@link
 * io.tokenrelay.instrumentation.httpclient4.GuardedStorage}).
 */
package io.tokenrelay.instrumentation.httpclient4;
