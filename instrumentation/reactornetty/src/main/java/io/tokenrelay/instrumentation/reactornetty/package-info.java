/**
 * Reactor Netty 0.8 and later, as an HTTP server and as an HTTP client, and so Spring WebFlux and
 * {@code WebClient} on it. {@code RequestAdvice} receives a request on the event loop where its
 * handler is about to be called; from there on its chain carries it, by the instrumentation of
 * Reactor. {@code ClientCall} is a call of the client: it belongs to whoever subscribed to it, is
 * remembered with the client's handler of that subscription, and writes on each of its hops where
 * Netty's codec encodes the head ({@code WriteHeadAdvice}).
 */
package io.tokenrelay.instrumentation.reactornetty;
